#include "trace.h"
#include "arena.h"
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define USE_RANGE 16
#define MAX_PIECES (ARENA_BYTES / PAGE_BYTES)

/* By the order in which the pieces were taken: the size, a multiple of 16, and the use. */
static uint32_t *pieces;
static size_t count, next;
static int tracing;
/* By page of the arena, one more than the number of the piece there. */
static uint32_t *piece_on;
/* By page, how many faults there were. */
static unsigned char faults[MAX_PIECES];

static void *table(void)
{
    void *memory = mmap(NULL, MAX_PIECES * sizeof(uint32_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void trace_begin(void)
{
    tracing = 1;
    pieces = table();
    piece_on = table();
    if (pieces == NULL || piece_on == NULL)
        _exit(2);
}

size_t trace_room(size_t size)
{
    return tracing ? (size + PAGE_BYTES) / PAGE_BYTES * PAGE_BYTES : size;
}

enum use trace_next(size_t size)
{
    size_t number = next++;
    if (!tracing)
        return number < count && pieces[number] / USE_RANGE * USE_RANGE == size ? pieces[number] % USE_RANGE : UNUSED;
    if (number >= MAX_PIECES)
        _exit(2);
    pieces[number] = (uint32_t)size;
    size_t page = (arena.used == 0 ? sizeof(arena) + PAGE_BYTES - 1 : arena.used) / PAGE_BYTES;
    for (size_t i = 0; i < trace_room(size) / PAGE_BYTES; i++)
        piece_on[page + i] = (uint32_t)number + 1;
    return UNUSED;
}

/* The first fault on a page is taken for a read, the second one is a write. */
static void at_fault(int signal, siginfo_t *info, void *context)
{
    size_t page = (size_t)((char *)info->si_addr - (char *)&arena) / PAGE_BYTES;
    uint32_t *piece = page < MAX_PIECES && piece_on[page] > 0 ? &pieces[piece_on[page] - 1] : NULL;
    enum use use = faults[page < MAX_PIECES ? page : 0]++ == 0 ? READ : WRITTEN;
    int protection = use == READ ? PROT_READ : PROT_READ | PROT_WRITE;
    if (page >= MAX_PIECES || mprotect((char *)&arena + page * PAGE_BYTES, PAGE_BYTES, protection) < 0)
        _exit(2);
    if (piece != NULL && *piece % USE_RANGE < use)
        *piece = *piece / USE_RANGE * USE_RANGE + use;
}

void trace_watch(void)
{
    struct sigaction action = { .sa_sigaction = at_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
    sigaction(SIGSEGV, &action, NULL);
    mprotect(&arena, arena.used, PROT_NONE);
}

int trace_save(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    size_t length = next * sizeof(uint32_t);
    return fd >= 0 && write(fd, pieces, length) == (ssize_t)length ? close(fd) : -1;
}

int trace_load(const char *path)
{
    struct stat stats;
    int fd = open(path, O_RDONLY);
    pieces = table();
    if (fd < 0 || pieces == NULL || fstat(fd, &stats) < 0 || stats.st_size > (off_t)(MAX_PIECES * sizeof(uint32_t)))
        return -1;
    count = (size_t)stats.st_size / sizeof(uint32_t);
    return read(fd, pieces, (size_t)stats.st_size) == stats.st_size ? close(fd) : -1;
}

size_t trace_bytes(enum use use)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        if (pieces[i] % USE_RANGE == use)
            bytes += pieces[i] / USE_RANGE * USE_RANGE;
    return bytes;
}
