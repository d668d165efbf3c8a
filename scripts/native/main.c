/* The native form: the program of src/native.ts on QuickJS. Whatever goes wrong on the way ends in exit code 2 and one
   line on standard error. */
#include "arena.h"
#include "machine.h"
#include "parts.h"
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#define BLOCK 2
#define DEADLINE_SECONDS 2
#define MEMORY_BYTES (512u * 1024 * 1024)
/* Calls rarely make rubbish in circles, and looking for it touches every object. */
#define RUBBISH_BYTES (64u * 1024 * 1024)
#define STACK_BYTES (8u * 1024 * 1024)
/* What system calls and QuickJS's own recursions may need below the limit that QuickJS checks. */
#define STACK_MARGIN_BYTES (512u * 1024)

#define SAY(text) (void)!write(STDERR_FILENO, text, sizeof(text) - 1)

static void at_alarm(int number)
{
    SAY("blastgate: no decision within 2000 ms; the call is blocked\n");
    _exit(BLOCK);
}

static void at_crash(int number)
{
    SAY("blastgate: internal error (signal); the call is blocked\n");
    _exit(BLOCK);
}

static void handle(int number, void (*handler)(int), sigset_t *unblock)
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = SA_ONSTACK };
    sigaction(number, &action, NULL);
    sigaddset(unblock, number);
}

/* A parent may have left signals blocked or ignored. */
static void watch(int hook)
{
    static char stack[16384];
    static const int crashes[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS, SIGTRAP };
    stack_t alternative = { .ss_sp = stack, .ss_size = sizeof(stack) };
    sigset_t unblock;
    sigemptyset(&unblock);
    sigaltstack(&alternative, NULL);
    for (size_t i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++)
        handle(crashes[i], at_crash, &unblock);
    handle(SIGPIPE, SIG_IGN, &unblock);
    if (hook)
        handle(SIGALRM, at_alarm, &unblock);
    sigprocmask(SIG_UNBLOCK, &unblock, NULL);
    struct itimerval end = { .it_value = { .tv_sec = DEADLINE_SECONDS } };
    if (hook)
        setitimer(ITIMER_REAL, &end, NULL);
}

/* How much stack JavaScript may use: the main thread's grows up to its limit, which is raised where that is allowed. */
static size_t stack_size(void)
{
    struct rlimit limit;
    const rlim_t wanted = STACK_BYTES + STACK_MARGIN_BYTES;
    if (getrlimit(RLIMIT_STACK, &limit) < 0)
        return STACK_MARGIN_BYTES;
    if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max == RLIM_INFINITY || limit.rlim_max > wanted ? wanted : limit.rlim_max;
        setrlimit(RLIMIT_STACK, &limit);
        getrlimit(RLIMIT_STACK, &limit);
    }
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= wanted)
        return STACK_BYTES;
    return limit.rlim_cur > 2 * STACK_MARGIN_BYTES ? limit.rlim_cur - STACK_MARGIN_BYTES : limit.rlim_cur / 2;
}

/* --- The program's parts ---------------------------------------------------------------------------------------- */

/* `part(index)`: the value of a part's code, or a part that is text. */
static JSValue part(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int index;
    if (JS_ToInt32(ctx, &index, argv[0]))
        return JS_EXCEPTION;
    if (index < 0 || index >= part_count)
        return JS_ThrowRangeError(ctx, "no such part");
    const struct part *found = &parts[index];
    if (found->is_text)
        return JS_NewStringLen(ctx, (const char *)found->bytes, (size_t)(found->end - found->bytes));
    JSValue code = JS_ReadObject(ctx, found->bytes, (size_t)(found->end - found->bytes),
                                 JS_READ_OBJ_BYTECODE | JS_READ_OBJ_ROM_DATA);
    return JS_IsException(code) ? code : JS_EvalFunction(ctx, code);
}

static int start(void)
{
    JSRuntime *rt = JS_NewRuntime2(&arena_functions, NULL);
    JSContext *ctx = rt == NULL ? NULL : JS_NewContextRaw(rt);
    if (ctx == NULL)
        return -1;
    JS_SetGCThreshold(rt, RUBBISH_BYTES);
    JS_AddIntrinsicBaseObjects(ctx);
    JS_AddIntrinsicDate(ctx);
    JS_AddIntrinsicStringNormalize(ctx);
    JS_AddIntrinsicRegExpCompiler(ctx);
    JS_AddIntrinsicRegExp(ctx);
    JS_AddIntrinsicJSON(ctx);
    JS_AddIntrinsicProxy(ctx);
    JS_AddIntrinsicMapSet(ctx);
    JS_AddIntrinsicTypedArrays(ctx);
    JS_AddIntrinsicPromise(ctx);
    JS_AddIntrinsicWeakRef(ctx);
    arena.runtime = rt;
    arena.context = ctx;
    JSValue global = JS_GetGlobalObject(ctx);
    JS_SetPropertyStr(ctx, global, "part", JS_NewCFunction(ctx, part, "part", 1));
    JS_FreeValue(ctx, global);
    if (machine_add(ctx) < 0)
        return -1;
    /* The loader's value is the function that runs the command line. */
    JSValue index = JS_NewInt32(ctx, part_count - 1);
    arena.main = part(ctx, JS_UNDEFINED, 1, &index);
    return JS_IsException(arena.main) ? -1 : 0;
}

static JSValue arguments(JSContext *ctx, int argc, char **argv)
{
    JSValue texts = JS_NewArray(ctx);
    for (int i = 1; i < argc; i++)
        JS_SetPropertyUint32(ctx, texts, (uint32_t)i - 1, machine_text(ctx, (uint8_t *)argv[i], strlen(argv[i])));
    return texts;
}

/* What main gives, where it is a number: anything else would be read as 0. */
static int call(int argc, char **argv)
{
    JSContext *ctx = arena.context;
    JSValue texts = argc == 0 ? JS_UNDEFINED : arguments(ctx, argc, argv);
    JSValue value = JS_Call(ctx, arena.main, JS_UNDEFINED, 1, &texts);
    if (JS_IsNumber(value))
        return JS_VALUE_GET_INT(value);
#ifdef EXPLAIN
    JSValue error = JS_GetException(ctx);
    const char *text = JS_ToCString(ctx, error), *stack = JS_ToCString(ctx, JS_GetPropertyStr(ctx, error, "stack"));
    dprintf(2, "%s\n%s\n", text, stack);
#endif
    SAY("blastgate: internal error; the call is blocked\n");
    return BLOCK;
}

int main(int argc, char **argv)
{
    watch(argc <= 1 || (argc == 2 && strcmp(argv[1], "hook") == 0));
    size_t stack = stack_size();
    int fresh = arena.runtime == NULL;
#ifdef SNAPSHOT
    if (!fresh || argc < 2 || strcmp(argv[1], "--save") != 0)
        arena_seal();
#else
    arena_seal();
#endif
    if (fresh && start() < 0) {
        SAY("blastgate: it cannot be started; the call is blocked\n");
        _exit(BLOCK);
    }
    JS_UpdateStackTop(arena.runtime);
    JS_SetMaxStackSize(arena.runtime, stack);
    JS_SetMemoryLimit(arena.runtime, MEMORY_BYTES);
#ifdef SNAPSHOT
    /* The seed loads everything, and leaves it in a file. */
    if (fresh && argc == 3 && strcmp(argv[1], "--save") == 0) {
        int code = call(0, NULL);
        JS_RunGC(arena.runtime);
        _exit(code != 0 || arena_save(argv[2]) < 0 ? BLOCK : 0);
    }
#endif
    _exit(call(argc, argv));
}
