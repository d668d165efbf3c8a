/* Memory for QuickJS. While the seed starts the program, everything comes from one piece of memory at a fixed address, so
   that the piece as a whole can be written down and linked into the program: it then starts where the seed stopped. From
   there on memory comes from chunks of fresh pages, in pieces that go back to a list of their size. */
#include "arena.h"
#include "trace.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES (256 * 1024)
/* Pieces up to here have a list for each size, larger ones four for each power of two; the largest are the library's. */
#define SMALL_BYTES 1024
#define LARGE_BYTES (32 * 1024)
#define LISTS (SMALL_BYTES / STEP + 4 * 5 + 1)

struct place {
    char *next, *end;
};

/* Before each piece stands its size with the header, a multiple of 16; a bit says that the C library has it. */
#define HEADER sizeof(size_t)
#define STEP 16
#define OF_LIBRARY 1u

#ifndef SNAPSHOT
struct arena arena;
#endif

static int sealed;
/* Where the next piece of the arena goes, by what calls do with it. */
static struct place places[USES];
static void *free_lists[LISTS];
static char *chunk, *chunk_end;

static size_t *header_of(const void *pointer)
{
    return (size_t *)((char *)pointer - HEADER);
}

static size_t usable(const void *pointer)
{
    return pointer == NULL ? 0 : (*header_of(pointer) & ~(size_t)(STEP - 1)) - HEADER;
}

static void *piece(char *at, size_t header)
{
    *(size_t *)at = header;
    return at + HEADER;
}

static char *first_piece(char *at)
{
    size_t page = ((size_t)at + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    return (char *)page + STEP - HEADER;
}

/* The pieces that are written come first, then those that are read, then the others, which may take what is left. */
static void divide(void)
{
    char *at = (char *)(&arena + 1);
    for (int use = WRITTEN; use >= UNUSED; use--) {
        places[use].next = first_piece(at);
        at = places[use].end = use == UNUSED ? (char *)&arena + ARENA_BYTES : places[use].next + trace_bytes(use);
    }
}

static void *take_from_arena(size_t size)
{
    if (places[UNUSED].next == NULL)
        divide();
    struct place *place = &places[trace_next(size)];
    if (size > (size_t)(place->end - place->next))
        place = &places[UNUSED];
    if (size > (size_t)(place->end - place->next))
        return NULL;
    char *at = place->next;
    place->next += trace_room(size);
    arena.used = (size_t)(places[UNUSED].next - (char *)&arena);
    return piece(at, size);
}

static void *take_from_chunk(size_t size)
{
    if ((size_t)(chunk_end - chunk) < size) {
        chunk = malloc(CHUNK_BYTES);
        if (chunk == NULL) {
            chunk_end = NULL;
            return NULL;
        }
        chunk_end = chunk + CHUNK_BYTES;
        chunk += STEP - HEADER;
    }
    char *at = chunk;
    chunk += size;
    return piece(at, size);
}

/* The size that a piece gets, and the list of that size. */
static size_t rounded(size_t wanted, size_t *list)
{
    size_t size = (wanted + HEADER + STEP - 1) / STEP * STEP;
    *list = size / STEP;
    if (size <= SMALL_BYTES || size > LARGE_BYTES)
        return size;
    size_t power = SMALL_BYTES, first = SMALL_BYTES / STEP;
    while (size > 2 * power) {
        power *= 2;
        first += 4;
    }
    size_t quarter = (size - power + power / 4 - 1) / (power / 4);
    *list = first + quarter;
    return power + quarter * (power / 4);
}

static void *take(size_t wanted)
{
    size_t list, size = rounded(wanted, &list);
    if (size <= LARGE_BYTES && free_lists[list] != NULL) {
        void *found = free_lists[list];
        free_lists[list] = *(void **)found;
        return found;
    }
    if (!sealed)
        return take_from_arena(size);
    if (size <= LARGE_BYTES)
        return take_from_chunk(size);
    char *at = malloc(size);
    return at == NULL ? NULL : piece(at, size | OF_LIBRARY);
}

/* The largest pieces of the arena stay where they are. */
static void give(void *pointer)
{
    size_t size = *header_of(pointer);
    if (size & OF_LIBRARY) {
        free(header_of(pointer));
    } else if (size <= LARGE_BYTES) {
        size_t list;
        rounded(size - HEADER, &list);
        *(void **)pointer = free_lists[list];
        free_lists[list] = pointer;
    }
}

static void *arena_malloc(JSMallocState *state, size_t size)
{
    if (size > state->malloc_limit || state->malloc_size > state->malloc_limit - size)
        return NULL;
    void *pointer = take(size);
    if (pointer != NULL) {
        state->malloc_count++;
        state->malloc_size += usable(pointer);
    }
    return pointer;
}

static void arena_free(JSMallocState *state, void *pointer)
{
    if (pointer == NULL)
        return;
    state->malloc_count--;
    state->malloc_size -= usable(pointer);
    give(pointer);
}

static void *arena_realloc(JSMallocState *state, void *pointer, size_t size)
{
    if (pointer == NULL)
        return size == 0 ? NULL : arena_malloc(state, size);
    if (size == 0) {
        arena_free(state, pointer);
        return NULL;
    }
    size_t before = usable(pointer);
    if (size <= before && before <= LARGE_BYTES)
        return pointer;
    size_t others = state->malloc_size - before;
    if (size > state->malloc_limit || others > state->malloc_limit - size)
        return NULL;
    void *moved;
    if (*header_of(pointer) & OF_LIBRARY) {
        size_t whole = (size + HEADER + STEP - 1) / STEP * STEP;
        char *at = realloc(header_of(pointer), whole);
        moved = at == NULL ? NULL : piece(at, whole | OF_LIBRARY);
    } else {
        moved = take(size);
        if (moved != NULL) {
            memcpy(moved, pointer, before < size ? before : size);
            give(pointer);
        }
    }
    if (moved == NULL)
        return NULL;
    state->malloc_size = others + usable(moved);
    return moved;
}

const JSMallocFunctions arena_functions = { arena_malloc, arena_free, arena_realloc, usable };

void arena_seal(void)
{
    sealed = 1;
    /* What the seed gave back lies between what it kept. */
    memset(free_lists, 0, sizeof(free_lists));
}

int arena_save(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const char *at = (const char *)&arena, *end = at + arena.used;
    while (fd >= 0 && at < end) {
        ssize_t count = write(fd, at, (size_t)(end - at));
        if (count <= 0)
            return -1;
        at += count;
    }
    return fd < 0 ? -1 : close(fd);
}
