/* Memory for QuickJS. While the seed starts the program, everything comes from one piece of memory at a fixed address, so
   that the piece as a whole can be written down and linked into the program: it then starts where the seed stopped. */
#include "arena.h"
#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef ARENA_BYTES
#define ARENA_BYTES (64 * 1024 * 1024)
#endif

/* Before each piece in the arena stands its size; pieces are multiples of 16 bytes, as malloc(3) aligns them. */
#define HEADER 16
#define STEP 16
#define FREE_LISTS 64

static int sealed;
static void *free_lists[FREE_LISTS];

static int in_arena(const void *pointer)
{
    return (const char *)pointer >= (const char *)&arena && (const char *)pointer < (const char *)&arena + arena.used;
}

static size_t *size_of(const void *pointer)
{
    return (size_t *)((char *)pointer - HEADER);
}

static size_t usable(const void *pointer)
{
    if (pointer == NULL)
        return 0;
    return in_arena(pointer) ? *size_of(pointer) : malloc_usable_size((void *)pointer);
}

static void *take(size_t size)
{
    if (sealed)
        return malloc(size);
    size = (size + STEP - 1) / STEP * STEP;
    size_t list = size / STEP;
    if (list < FREE_LISTS && free_lists[list] != NULL) {
        void *found = free_lists[list];
        free_lists[list] = *(void **)found;
        return found;
    }
    if (arena.used == 0)
        arena.used = (sizeof(arena) + HEADER + STEP - 1) / STEP * STEP;
    if (arena.used + HEADER + size > ARENA_BYTES)
        return NULL;
    char *piece = (char *)&arena + arena.used + HEADER;
    arena.used += HEADER + size;
    *size_of(piece) = size;
    return piece;
}

static void give(void *pointer)
{
    if (!in_arena(pointer)) {
        free(pointer);
    } else if (!sealed && *size_of(pointer) / STEP < FREE_LISTS) {
        size_t list = *size_of(pointer) / STEP;
        *(void **)pointer = free_lists[list];
        free_lists[list] = pointer;
    }
}

static void *arena_malloc(JSMallocState *state, size_t size)
{
    if (state->malloc_size + size > state->malloc_limit)
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
    if (state->malloc_size - before + size > state->malloc_limit)
        return NULL;
    if (in_arena(pointer) && size <= before)
        return pointer;
    void *larger;
    if (in_arena(pointer)) {
        larger = take(size);
        if (larger == NULL)
            return NULL;
        memcpy(larger, pointer, before);
        give(pointer);
    } else {
        larger = realloc(pointer, size);
        if (larger == NULL)
            return NULL;
    }
    state->malloc_size += usable(larger) - before;
    return larger;
}

const JSMallocFunctions arena_functions = { arena_malloc, arena_free, arena_realloc, usable };

void arena_seal(void)
{
    sealed = 1;
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
