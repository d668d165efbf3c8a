#ifndef MACHINE_H
#define MACHINE_H
#include "quickjs.h"

/* Makes the global object `machine` of src/quickjs-host.ts. */
int machine_add(JSContext *ctx);

/* The text of bytes that may not be UTF-8: what is not becomes U+FFFD, as the Encoding standard has it. */
JSValue machine_text(JSContext *ctx, const uint8_t *bytes, size_t length);

#endif
