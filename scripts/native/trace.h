#ifndef TRACE_H
#define TRACE_H
#include <stddef.h>

/*
 * What calls do with the pieces of the arena. What one call reads and writes (reference counts above all) lies scattered
 * among what it does not touch; every page that is written is copied first, 2 microseconds each, and every page that is
 * read comes into memory with its neighbours. So the seed starts twice: the first time every piece has pages of its own,
 * and the faults tell what is done with it; the second time those with the same use lie side by side.
 */
enum use { UNUSED, READ, WRITTEN, USES };

/* The first time: from here on every piece is put on pages of its own. */
void trace_begin(void);
/* From here on faults tell. */
void trace_watch(void);
/* Writes what was found into a file; -1 where that fails. */
int trace_save(const char *path);

/* The second time: what was found; -1 where the file cannot be read. */
int trace_load(const char *path);
/* How many bytes the pieces with this use take. */
size_t trace_bytes(enum use use);
/* The use of the next piece, which has this size. */
enum use trace_next(size_t size);
/* How much room a piece of this size is given. */
size_t trace_room(size_t size);

#endif
