/* The native form: the program of src/native.ts on QuickJS. Whatever goes wrong on the way ends in exit code 2 and one
   line on standard error. */
#include "arena.h"
#include "machine.h"
#include "trace.h"
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
/* JSON is parsed recursively, and may be nested as deep as it likes. */
#define STACK_BYTES (96u * 1024 * 1024)
/* What system calls and QuickJS's own recursions may need below the limit that QuickJS checks. */
#define STACK_MARGIN_BYTES (512u * 1024)

/* The program, compiled. */
extern const uint8_t bytecode[], bytecode_end[];

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
    JS_SetMaxStackSize(rt, STACK_BYTES);
    if (machine_add(ctx) < 0)
        return -1;
    JSValue code = JS_ReadObject(ctx, bytecode, (size_t)(bytecode_end - bytecode), JS_READ_OBJ_BYTECODE);
    if (JS_IsException(code) || JS_IsException(JS_EvalFunction(ctx, code)))
        return -1;
    JSValue global = JS_GetGlobalObject(ctx);
    arena.program = JS_GetPropertyStr(ctx, global, "program");
    JS_FreeValue(ctx, global);
    return JS_IsObject(arena.program) ? 0 : -1;
}

static JSValue arguments(JSContext *ctx, int argc, char **argv)
{
    JSValue texts = JS_NewArray(ctx);
    for (int i = 1; i < argc; i++)
        JS_SetPropertyUint32(ctx, texts, (uint32_t)i - 1, machine_text(ctx, (uint8_t *)argv[i], strlen(argv[i])));
    return texts;
}

/* What a function of the program gives, where it is a number: anything else would be read as 0. */
static int call(const char *name, JSValue argument)
{
    JSContext *ctx = arena.context;
    JSValue value = JS_Invoke(ctx, arena.program, JS_NewAtom(ctx, name), 1, &argument);
    if (JS_VALUE_GET_TAG(value) == JS_TAG_INT)
        return JS_VALUE_GET_INT(value);
    SAY("blastgate: internal error; the call is blocked\n");
    return BLOCK;
}

#ifdef SNAPSHOT
/* The seed: `--trace LIST` finds out what calls write to, `--save IMAGE LIST` starts the program and leaves it in a file. */
static int is_seed(int argc, char **argv)
{
    if (arena.runtime != NULL || argc < 3)
        return 0;
    if (argc == 3 && strcmp(argv[1], "--trace") == 0)
        trace_begin();
    else if (argc != 4 || strcmp(argv[1], "--save") != 0 || trace_load(argv[3]) < 0)
        return 0;
    return 1;
}

static int grow(int argc, char **argv)
{
    char *replay[] = { "blastgate", "replay", "-" };
    if (call("warmUp", JS_UNDEFINED) != 0)
        return -1;
    JS_RunGC(arena.runtime);
    if (argc == 4)
        return arena_save(argv[2]);
    arena_seal();
    trace_watch();
    return call("warmUp", JS_UNDEFINED) == 0 && call("main", arguments(arena.context, 3, replay)) == 0 ? trace_save(argv[2]) : -1;
}
#endif

int main(int argc, char **argv)
{
    watch(argc <= 1 || (argc == 2 && strcmp(argv[1], "hook") == 0));
    size_t stack = stack_size();
    int seed = 0;
#ifdef SNAPSHOT
    seed = is_seed(argc, argv);
#endif
    if (!seed)
        arena_seal();
    if (arena.runtime == NULL && start() < 0) {
        SAY("blastgate: it cannot be started; the call is blocked\n");
        _exit(BLOCK);
    }
    JS_UpdateStackTop(arena.runtime);
    JS_SetMaxStackSize(arena.runtime, stack);
    JS_SetMemoryLimit(arena.runtime, MEMORY_BYTES);
#ifdef SNAPSHOT
    if (seed)
        _exit(grow(argc, argv) < 0 ? BLOCK : 0);
#endif
    _exit(call("main", arguments(arena.context, argc, argv)));
}
