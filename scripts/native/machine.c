/* The system calls behind src/quickjs-host.ts, as the methods of one global object. A call that fails gives the name of
   its error; nothing here throws but for a want of memory or an argument of the wrong type. */
#include "machine.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#define st_mtim st_mtimespec
#endif

extern char **environ;

#define PATH_BYTES 65536
#define RUN_OUTPUT_BYTES (16 * 1024 * 1024)

static const struct {
    int number;
    const char *name;
} error_names[] = {
#define NAMED(name) { name, #name }
    NAMED(EACCES), NAMED(EAGAIN), NAMED(EBADF), NAMED(EBUSY), NAMED(EDQUOT), NAMED(EEXIST), NAMED(EFBIG), NAMED(EINVAL),
    NAMED(EIO), NAMED(EISDIR), NAMED(ELOOP), NAMED(EMFILE), NAMED(EMLINK), NAMED(ENAMETOOLONG), NAMED(ENFILE),
    NAMED(ENODEV), NAMED(ENOENT), NAMED(ENOEXEC), NAMED(ENOMEM), NAMED(ENOSPC), NAMED(ENOTDIR), NAMED(ENOTEMPTY),
    NAMED(ENOTSUP), NAMED(ENXIO), NAMED(EOVERFLOW), NAMED(EPERM), NAMED(EPIPE), NAMED(EROFS), NAMED(ESTALE),
    NAMED(ETXTBSY), NAMED(EXDEV),
#undef NAMED
};

static const char *error_name(int number)
{
    for (size_t i = 0; i < sizeof(error_names) / sizeof(error_names[0]); i++)
        if (error_names[i].number == number)
            return error_names[i].name;
    return "EUNKNOWN";
}

static JSValue failed(JSContext *ctx, int number)
{
    return JS_NewString(ctx, error_name(number));
}

/* Of a call that gives 0, or -1 and errno. */
static JSValue done(JSContext *ctx, int result)
{
    return result < 0 ? failed(ctx, errno) : JS_UNDEFINED;
}

/* --- Text ------------------------------------------------------------------------------------------------------- */

/* Length of the well-formed UTF-8 sequence here, or minus the length of the ill-formed piece that one U+FFFD replaces
   (Unicode 15, table 3-7 and section 3.9, "maximal subpart"). */
static int sequence(const uint8_t *at, const uint8_t *end)
{
    uint8_t first = at[0], low = 0x80, high = 0xbf;
    int length;
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        length = 2;
    else if (first >= 0xe0 && first <= 0xef)
        length = 3;
    else if (first >= 0xf0 && first <= 0xf4)
        length = 4;
    else
        return -1;
    if (first == 0xe0)
        low = 0xa0;
    else if (first == 0xed)
        high = 0x9f;
    else if (first == 0xf0)
        low = 0x90;
    else if (first == 0xf4)
        high = 0x8f;
    for (int i = 1; i < length; i++, low = 0x80, high = 0xbf)
        if (at + i == end || at[i] < low || at[i] > high)
            return -i;
    return length;
}

/* Where the first ill-formed piece begins; the end where there is none. */
static const uint8_t *well_formed(const uint8_t *at, const uint8_t *end)
{
    while (at < end) {
        /* Most text is ASCII: eight bytes at a time. */
        uint64_t eight;
        if (end - at >= 8 && (memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0)) {
            at += 8;
            continue;
        }
        int length = sequence(at, end);
        if (length < 0)
            break;
        at += length;
    }
    return at;
}

JSValue machine_text(JSContext *ctx, const uint8_t *bytes, size_t length)
{
    const uint8_t *end = bytes + length, *at = well_formed(bytes, end);
    if (at == end)
        return JS_NewStringLen(ctx, (const char *)bytes, length);
    /* One bad byte becomes three. */
    uint8_t *text = js_malloc(ctx, length * 3), *to = text;
    if (text == NULL)
        return JS_EXCEPTION;
    memcpy(to, bytes, (size_t)(at - bytes));
    to += at - bytes;
    while (at < end) {
        int piece = sequence(at, end);
        if (piece < 0) {
            memcpy(to, "\xef\xbf\xbd", 3);
            to += 3;
            at -= piece;
        } else {
            memcpy(to, at, (size_t)piece);
            to += piece;
            at += piece;
        }
    }
    JSValue value = JS_NewStringLen(ctx, (char *)text, (size_t)(to - text));
    js_free(ctx, text);
    return value;
}

/* The UTF-8 of a text; a surrogate without its other half becomes U+FFFD. To be freed with js_free. */
static uint8_t *bytes_of(JSContext *ctx, JSValueConst value, size_t *length)
{
    const char *text = JS_ToCStringLen(ctx, length, value);
    if (text == NULL)
        return NULL;
    uint8_t *bytes = js_malloc(ctx, *length + 1);
    if (bytes != NULL) {
        memcpy(bytes, text, *length + 1);
        for (size_t i = 0; i + 2 < *length; i++)
            if (bytes[i] == 0xed && bytes[i + 1] >= 0xa0)
                memcpy(bytes + i, "\xef\xbf\xbd", 3);
    }
    JS_FreeCString(ctx, text);
    return bytes;
}

/* A path or name as C has it; with a NUL inside it names nothing, and `absent` says so. */
static char *c_string(JSContext *ctx, JSValueConst value, int *absent)
{
    size_t length;
    char *text = (char *)bytes_of(ctx, value, &length);
    *absent = text != NULL && strlen(text) != length;
    return text;
}

/* Runs a statement with the path in an argument; a path with a NUL is missing. */
#define WITH_PATH(path, argument, result, statement)             \
    do {                                                         \
        int absent_;                                             \
        char *path = c_string(ctx, argument, &absent_);          \
        if (path == NULL)                                        \
            return JS_EXCEPTION;                                 \
        if (absent_) {                                           \
            result = failed(ctx, ENOENT);                        \
        } else {                                                 \
            statement;                                           \
        }                                                        \
        js_free(ctx, path);                                      \
    } while (0)

static int whole_number(JSContext *ctx, JSValueConst value, int *number)
{
    return JS_ToInt32(ctx, number, value);
}

/* The bytes of a Uint8Array. */
static const uint8_t *array_bytes(JSContext *ctx, JSValueConst value, size_t *length)
{
    size_t offset, size, whole;
    JSValue buffer = JS_GetTypedArrayBuffer(ctx, value, &offset, length, &size);
    if (JS_IsException(buffer))
        return NULL;
    const uint8_t *bytes = JS_GetArrayBuffer(ctx, &whole, buffer);
    JS_FreeValue(ctx, buffer);
    return bytes == NULL ? NULL : bytes + offset;
}

static JSValue decode(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    size_t length;
    const uint8_t *bytes = array_bytes(ctx, argv[0], &length);
    if (bytes == NULL)
        return JS_EXCEPTION;
    if (!JS_ToBool(ctx, argv[1]) && well_formed(bytes, bytes + length) != bytes + length)
        return JS_UNDEFINED;
    return machine_text(ctx, bytes, length);
}

/* --- Descriptors ------------------------------------------------------------------------------------------------ */

/* Waits for a descriptor that does not block. */
static void wait_for(int fd, short events)
{
    struct pollfd one = { .fd = fd, .events = events };
    poll(&one, 1, -1);
}

static JSValue read_into(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int fd, offset, length;
    size_t size;
    uint8_t *buffer = JS_GetArrayBuffer(ctx, &size, argv[1]);
    if (buffer == NULL || whole_number(ctx, argv[0], &fd) || whole_number(ctx, argv[2], &offset) ||
        whole_number(ctx, argv[3], &length))
        return JS_EXCEPTION;
    if (offset < 0 || length < 0 || (size_t)offset + (size_t)length > size)
        return failed(ctx, EINVAL);
    for (;;) {
        ssize_t count = read(fd, buffer + offset, (size_t)length);
        if (count >= 0)
            return JS_NewInt32(ctx, (int)count);
        if (errno == EAGAIN)
            wait_for(fd, POLLIN);
        else if (errno != EINTR)
            return failed(ctx, errno);
    }
}

static int write_all(int fd, const uint8_t *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(fd, bytes, length);
        if (count >= 0) {
            bytes += count;
            length -= (size_t)count;
        } else if (errno == EAGAIN) {
            wait_for(fd, POLLOUT);
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

static JSValue write_content(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int fd;
    size_t length;
    if (whole_number(ctx, argv[0], &fd))
        return JS_EXCEPTION;
    if (JS_IsString(argv[1])) {
        uint8_t *text = bytes_of(ctx, argv[1], &length);
        if (text == NULL)
            return JS_EXCEPTION;
        int result = write_all(fd, text, length), number = errno;
        js_free(ctx, text);
        errno = number;
        return done(ctx, result);
    }
    const uint8_t *bytes = array_bytes(ctx, argv[1], &length);
    return bytes == NULL ? JS_EXCEPTION : done(ctx, write_all(fd, bytes, length));
}

static JSValue open_path(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int mode;
    const char *how = JS_ToCString(ctx, argv[1]);
    if (how == NULL || whole_number(ctx, argv[2], &mode))
        return JS_EXCEPTION;
    /* O_NONBLOCK keeps the open of a FIFO from waiting for its writer. */
    int flags = O_RDONLY | O_NONBLOCK;
    if (strcmp(how, "append") == 0)
        flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW;
    else if (strcmp(how, "create") == 0)
        flags = O_WRONLY | O_CREAT | O_EXCL;
    JS_FreeCString(ctx, how);
    JSValue result = JS_UNDEFINED;
    WITH_PATH(path, argv[0], result, {
        int fd = open(path, flags | O_CLOEXEC, mode);
        result = fd < 0 ? failed(ctx, errno) : JS_NewInt32(ctx, fd);
    });
    return result;
}

static JSValue close_descriptor(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int fd;
    if (whole_number(ctx, argv[0], &fd))
        return JS_EXCEPTION;
    close(fd);
    return JS_UNDEFINED;
}

static JSValue settle(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int fd, mode;
    if (whole_number(ctx, argv[0], &fd) || whole_number(ctx, argv[1], &mode))
        return JS_EXCEPTION;
    /* The mode given to open is cut by the umask. */
    return done(ctx, fchmod(fd, (mode_t)mode) < 0 ? -1 : fsync(fd));
}

/* --- Paths ------------------------------------------------------------------------------------------------------ */

static JSValue stat_values(JSContext *ctx, const struct stat *stats)
{
    const char *letter = S_ISREG(stats->st_mode)   ? "-"
                         : S_ISDIR(stats->st_mode) ? "d"
                         : S_ISLNK(stats->st_mode) ? "l"
                                                   : "?";
    double modified = (double)stats->st_mtim.tv_sec * 1e3 + (double)stats->st_mtim.tv_nsec / 1e6;
    JSValue values = JS_NewArray(ctx);
    JS_SetPropertyUint32(ctx, values, 0, JS_NewString(ctx, letter));
    JS_SetPropertyUint32(ctx, values, 1, JS_NewInt64(ctx, stats->st_size));
    JS_SetPropertyUint32(ctx, values, 2, JS_NewInt32(ctx, stats->st_mode & 07777));
    JS_SetPropertyUint32(ctx, values, 3, JS_NewInt64(ctx, stats->st_uid));
    JS_SetPropertyUint32(ctx, values, 4, JS_NewFloat64(ctx, modified));
    return values;
}

static JSValue stat_path(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    struct stat stats;
    int follow = JS_ToBool(ctx, argv[1]), fd;
    if (!JS_IsString(argv[0])) {
        if (whole_number(ctx, argv[0], &fd))
            return JS_EXCEPTION;
        return fstat(fd, &stats) < 0 ? failed(ctx, errno) : stat_values(ctx, &stats);
    }
    JSValue result = JS_UNDEFINED;
    WITH_PATH(path, argv[0], result, {
        int failure = follow ? stat(path, &stats) : lstat(path, &stats);
        result = failure < 0 ? failed(ctx, errno) : stat_values(ctx, &stats);
    });
    return result;
}

/* One text in an array, where a bare text would be the name of an error. */
static JSValue boxed(JSContext *ctx, const char *text, size_t length)
{
    JSValue box = JS_NewArray(ctx);
    JS_SetPropertyUint32(ctx, box, 0, machine_text(ctx, (const uint8_t *)text, length));
    return box;
}

static JSValue read_link(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    char target[PATH_BYTES];
    JSValue result = JS_UNDEFINED;
    WITH_PATH(path, argv[0], result, {
        ssize_t length = readlink(path, target, sizeof(target));
        result = length < 0 ? failed(ctx, errno) : boxed(ctx, target, (size_t)length);
    });
    return result;
}

static JSValue list_names(JSContext *ctx, DIR *directory, int max)
{
    JSValue names = JS_NewArray(ctx), found;
    int count = 0, complete = 1;
    struct dirent *entry;
    while (errno = 0, (entry = readdir(directory)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        if (count == max) {
            complete = 0;
            break;
        }
        JS_SetPropertyUint32(ctx, names, (uint32_t)count++, machine_text(ctx, (const uint8_t *)name, strlen(name)));
    }
    if (entry == NULL && errno != 0) {
        JS_FreeValue(ctx, names);
        return failed(ctx, errno);
    }
    found = JS_NewObject(ctx);
    JS_SetPropertyStr(ctx, found, "names", names);
    JS_SetPropertyStr(ctx, found, "complete", JS_NewBool(ctx, complete));
    return found;
}

static JSValue list(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int max;
    if (whole_number(ctx, argv[1], &max))
        return JS_EXCEPTION;
    JSValue result = JS_UNDEFINED;
    WITH_PATH(path, argv[0], result, {
        DIR *directory = opendir(path);
        result = directory == NULL ? failed(ctx, errno) : list_names(ctx, directory, max);
        if (directory != NULL)
            closedir(directory);
    });
    return result;
}

static JSValue make_directory(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int mode;
    if (whole_number(ctx, argv[1], &mode))
        return JS_EXCEPTION;
    JSValue result = JS_UNDEFINED;
    WITH_PATH(path, argv[0], result, result = done(ctx, mkdir(path, (mode_t)mode)));
    return result;
}

static JSValue rename_path(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    JSValue result = JS_UNDEFINED;
    WITH_PATH(from, argv[0], result, WITH_PATH(to, argv[1], result, result = done(ctx, rename(from, to))));
    return result;
}

static JSValue remove_path(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    JSValue result = JS_UNDEFINED;
    WITH_PATH(path, argv[0], result, result = done(ctx, unlink(path)));
    return result;
}

/* --- The process ------------------------------------------------------------------------------------------------ */

static JSValue env(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    JSValue result = JS_UNDEFINED;
    int absent;
    char *name = c_string(ctx, argv[0], &absent);
    if (name == NULL)
        return JS_EXCEPTION;
    const char *value = absent || *name == '\0' || strchr(name, '=') != NULL ? NULL : getenv(name);
    if (value != NULL)
        result = machine_text(ctx, (const uint8_t *)value, strlen(value));
    js_free(ctx, name);
    return result;
}

static JSValue cwd(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    char path[PATH_BYTES];
    return getcwd(path, sizeof(path)) == NULL ? failed(ctx, errno) : boxed(ctx, path, strlen(path));
}

static JSValue now(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    struct timeval time;
    gettimeofday(&time, NULL);
    return JS_NewInt64(ctx, (int64_t)time.tv_sec * 1000 + time.tv_usec / 1000);
}

static double monotonic_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static JSValue monotonic(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    return JS_NewFloat64(ctx, monotonic_ms());
}

static JSValue user_id(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    return JS_NewInt64(ctx, getuid());
}

static JSValue process_id(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    return JS_NewInt64(ctx, getpid());
}

static JSValue is_terminal(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int fd;
    return whole_number(ctx, argv[0], &fd) ? JS_EXCEPTION : JS_NewBool(ctx, isatty(fd));
}

static int leads_to_null(int fd)
{
    struct stat own, null;
    return fstat(fd, &own) == 0 && S_ISCHR(own.st_mode) && stat("/dev/null", &null) == 0 && own.st_rdev == null.st_rdev;
}

static JSValue is_discarded(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int fd;
    return whole_number(ctx, argv[0], &fd) ? JS_EXCEPTION : JS_NewBool(ctx, leads_to_null(fd));
}

static JSValue columns(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return JS_UNDEFINED;
    return JS_NewInt32(ctx, size.ws_col);
}

/* Every path that is judged is held against it, so it is asked for once; not in QuickJS's memory, which the seed leaves. */
static JSValue program_file(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    static char path[PATH_BYTES];
    static size_t length;
    if (length == 0) {
#ifdef __APPLE__
        char given[PATH_BYTES];
        uint32_t size = sizeof(given);
        if (_NSGetExecutablePath(given, &size) == 0 && realpath(given, path) != NULL)
            length = strlen(path);
#else
        ssize_t found = readlink("/proc/self/exe", path, sizeof(path));
        length = found < 0 ? 0 : (size_t)found;
#endif
    }
    return machine_text(ctx, (uint8_t *)path, length);
}

/* --- Other programs, for subcommands only ----------------------------------------------------------------------- */

/* An array of texts as execve takes it, ended by NULL; `first` comes before them where it is given. */
static char **vector(JSContext *ctx, JSValueConst array, const char *first)
{
    JSValue length_value = JS_GetPropertyStr(ctx, array, "length");
    int length = 0, at = 0, absent;
    if (JS_ToInt32(ctx, &length, length_value))
        return NULL;
    char **texts = js_mallocz(ctx, sizeof(char *) * ((size_t)length + 2));
    if (texts == NULL)
        return NULL;
    if (first != NULL)
        texts[at++] = (char *)first;
    for (int i = 0; i < length; i++) {
        JSValue value = JS_GetPropertyUint32(ctx, array, (uint32_t)i);
        texts[at] = c_string(ctx, value, &absent);
        JS_FreeValue(ctx, value);
        if (texts[at++] == NULL)
            return NULL;
    }
    return texts;
}

struct output {
    int fd;
    uint8_t *bytes;
    size_t length;
};

/* Takes what is there; 0 at the end. */
static int take(JSContext *ctx, struct output *output)
{
    uint8_t piece[65536];
    ssize_t count = read(output->fd, piece, sizeof(piece));
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return 1;
    if (count <= 0 || output->length + (size_t)count > RUN_OUTPUT_BYTES)
        return 0;
    uint8_t *larger = js_realloc(ctx, output->bytes, output->length + (size_t)count);
    if (larger == NULL)
        return 0;
    memcpy(larger + output->length, piece, (size_t)count);
    output->bytes = larger;
    output->length += (size_t)count;
    return 1;
}

/* Gives the program its input and takes its output until it ends both streams; 0 where the time was up first. */
static int converse(JSContext *ctx, int to, const uint8_t *input, size_t length, struct output *outputs, double end)
{
    fcntl(to, F_SETFL, O_NONBLOCK);
    while (outputs[0].fd >= 0 || outputs[1].fd >= 0) {
        struct pollfd fds[3] = {
            { .fd = outputs[0].fd, .events = POLLIN },
            { .fd = outputs[1].fd, .events = POLLIN },
            { .fd = to, .events = POLLOUT },
        };
        double left = end - monotonic_ms();
        if (left <= 0 || poll(fds, 3, (int)left + 1) < 0)
            break;
        for (int i = 0; i < 2; i++)
            if (fds[i].revents != 0 && !take(ctx, &outputs[i])) {
                close(outputs[i].fd);
                outputs[i].fd = -1;
            }
        if (to >= 0 && fds[2].revents != 0) {
            ssize_t count = write(to, input, length);
            if (count > 0) {
                input += count;
                length -= (size_t)count;
            }
            if (length == 0 || (count < 0 && errno != EAGAIN)) {
                close(to);
                to = -1;
            }
        }
    }
    if (to >= 0)
        close(to);
    return outputs[0].fd < 0 && outputs[1].fd < 0;
}

static void start_program(const char *program, char **args, char **environment, const char *directory, int pipes[4][2])
{
    for (int i = 0; i < 3; i++)
        dup2(pipes[i][i == 0 ? 0 : 1], i);
    struct itimerval none = { 0 };
    setitimer(ITIMER_REAL, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    if (directory == NULL || chdir(directory) == 0)
        execve(program, args, environment);
    int number = errno;
    if (write(pipes[3][1], &number, sizeof(number)) < 0)
        _exit(126);
    _exit(127);
}

/* Waits for the end of the program, and ends it where the time is up. */
static int finish(pid_t child, int in_time, double end, int *status)
{
    for (;;) {
        pid_t found = waitpid(child, status, WNOHANG);
        if (found == child)
            return in_time;
        if (!in_time || monotonic_ms() > end) {
            kill(child, SIGKILL);
            waitpid(child, status, 0);
            return 0;
        }
        usleep(1000);
    }
}

static JSValue outcome(JSContext *ctx, const char *kind, const char *name, JSValue value, struct output *outputs)
{
    JSValue result = JS_NewObject(ctx);
    JS_SetPropertyStr(ctx, result, "kind", JS_NewString(ctx, kind));
    if (name != NULL)
        JS_SetPropertyStr(ctx, result, name, value);
    if (outputs != NULL) {
        JS_SetPropertyStr(ctx, result, "stdout", machine_text(ctx, outputs[0].bytes, outputs[0].length));
        JS_SetPropertyStr(ctx, result, "stderr", machine_text(ctx, outputs[1].bytes, outputs[1].length));
    }
    return result;
}

static const char *signal_name(int number)
{
    switch (number) {
    case SIGABRT: return "SIGABRT";
    case SIGALRM: return "SIGALRM";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGHUP: return "SIGHUP";
    case SIGILL: return "SIGILL";
    case SIGINT: return "SIGINT";
    case SIGKILL: return "SIGKILL";
    case SIGPIPE: return "SIGPIPE";
    case SIGQUIT: return "SIGQUIT";
    case SIGSEGV: return "SIGSEGV";
    case SIGTERM: return "SIGTERM";
    default: return "a signal";
    }
}

static JSValue run(JSContext *ctx, JSValueConst this, int argc, JSValueConst *argv)
{
    int absent, cwd_absent = 0, pipes[4][2], status = 0, number = 0;
    double timeout;
    size_t length;
    char *program = c_string(ctx, argv[0], &absent);
    char **args = program == NULL ? NULL : vector(ctx, argv[1], program);
    char **environment = vector(ctx, argv[2], NULL);
    char *directory = JS_IsUndefined(argv[3]) ? NULL : c_string(ctx, argv[3], &cwd_absent);
    uint8_t *input = bytes_of(ctx, argv[4], &length);
    if (args == NULL || environment == NULL || input == NULL || JS_ToFloat64(ctx, &timeout, argv[5]))
        return JS_EXCEPTION;
    if (absent || cwd_absent)
        return outcome(ctx, "not-started", "code", failed(ctx, ENOENT), NULL);
    for (int i = 0; i < 4; i++) {
        if (pipe(pipes[i]) < 0)
            return outcome(ctx, "not-started", "code", failed(ctx, errno), NULL);
        fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
        fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
    }
    double end = monotonic_ms() + timeout;
    pid_t child = fork();
    if (child < 0)
        return outcome(ctx, "not-started", "code", failed(ctx, errno), NULL);
    if (child == 0)
        start_program(program, args, environment, directory, pipes);
    for (int i = 0; i < 4; i++)
        close(pipes[i][i == 0 ? 0 : 1]);
    /* The last pipe closes by itself where the program starts. */
    ssize_t told = read(pipes[3][0], &number, sizeof(number));
    close(pipes[3][0]);
    struct output outputs[2] = { { .fd = pipes[1][0] }, { .fd = pipes[2][0] } };
    int in_time = converse(ctx, pipes[0][1], input, length, outputs, end);
    in_time = finish(child, in_time, end, &status);
    if (told == sizeof(number))
        return outcome(ctx, "not-started", "code", failed(ctx, number), NULL);
    if (!in_time)
        return outcome(ctx, "timed-out", NULL, JS_UNDEFINED, NULL);
    if (WIFSIGNALED(status))
        return outcome(ctx, "killed", "signal", JS_NewString(ctx, signal_name(WTERMSIG(status))), outputs);
    return outcome(ctx, "exited", "code", JS_NewInt32(ctx, WEXITSTATUS(status)), outputs);
}

static const JSCFunctionListEntry methods[] = {
    JS_CFUNC_DEF("decode", 2, decode),
    JS_CFUNC_DEF("read", 4, read_into),
    JS_CFUNC_DEF("write", 2, write_content),
    JS_CFUNC_DEF("open", 3, open_path),
    JS_CFUNC_DEF("close", 1, close_descriptor),
    JS_CFUNC_DEF("settle", 2, settle),
    JS_CFUNC_DEF("stat", 2, stat_path),
    JS_CFUNC_DEF("readlink", 1, read_link),
    JS_CFUNC_DEF("list", 2, list),
    JS_CFUNC_DEF("makeDirectory", 2, make_directory),
    JS_CFUNC_DEF("rename", 2, rename_path),
    JS_CFUNC_DEF("remove", 1, remove_path),
    JS_CFUNC_DEF("env", 1, env),
    JS_CFUNC_DEF("cwd", 0, cwd),
    JS_CFUNC_DEF("now", 0, now),
    JS_CFUNC_DEF("monotonic", 0, monotonic),
    JS_CFUNC_DEF("userId", 0, user_id),
    JS_CFUNC_DEF("processId", 0, process_id),
    JS_CFUNC_DEF("isTerminal", 1, is_terminal),
    JS_CFUNC_DEF("isDiscarded", 1, is_discarded),
    JS_CFUNC_DEF("columns", 0, columns),
    JS_CFUNC_DEF("programFile", 0, program_file),
    JS_CFUNC_DEF("run", 6, run),
#ifdef __APPLE__
    JS_PROP_STRING_DEF("platform", "darwin", JS_PROP_ENUMERABLE),
#else
    JS_PROP_STRING_DEF("platform", "linux", JS_PROP_ENUMERABLE),
#endif
};

int machine_add(JSContext *ctx)
{
    JSValue global = JS_GetGlobalObject(ctx), machine = JS_NewObject(ctx);
    JS_SetPropertyFunctionList(ctx, machine, methods, sizeof(methods) / sizeof(methods[0]));
    int result = JS_SetPropertyStr(ctx, global, "machine", machine);
    JS_FreeValue(ctx, global);
    return result;
}
