#ifndef ARENA_H
#define ARENA_H
#include "quickjs.h"

#define ARENA_BYTES (1024u * 1024 * 1024)
#define PAGE_BYTES 4096

/* What the arena begins with: the started program, once there is one. */
struct arena {
    size_t used;
    JSRuntime *runtime;
    JSContext *context;
    JSValue program;
};

/* Memory at a fixed address, ARENA_BYTES of it in the seed, where it is empty at first; in the program it holds what the seed left there. */
extern struct arena arena;

/* Where QuickJS takes its memory from: from the arena until it is sealed, from the C library afterwards. */
extern const JSMallocFunctions arena_functions;

/* Writes what the arena holds into a file. */
int arena_save(const char *path);

/* From here on the arena takes and frees nothing more. */
void arena_seal(void);

#endif
