/* Compiles a script to QuickJS's bytecode, as `qjsc` does: compile SCRIPT TARGET */
#include "quickjs.h"
#include <stdio.h>
#include <stdlib.h>

static char *contents(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    *length = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*length + 1);
    if (text == NULL || fread(text, 1, *length, file) != *length)
        return NULL;
    text[*length] = '\0';
    fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    size_t length, size;
    char *text = argc == 3 ? contents(argv[1], &length) : NULL;
    if (text == NULL)
        return fprintf(stderr, "usage: compile SCRIPT TARGET\n"), 1;
    JSRuntime *runtime = JS_NewRuntime();
    JSContext *context = JS_NewContext(runtime);
    JS_SetMaxStackSize(runtime, 6 * 1024 * 1024);
    JS_SetStripInfo(runtime, STRIP);
    JSValue code = JS_Eval(context, text, length, argv[1], JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY);
    if (JS_IsException(code)) {
        JSValue error = JS_GetException(context);
        fprintf(stderr, "%s: %s\n", argv[1], JS_ToCString(context, error));
        return 1;
    }
    uint8_t *bytes = JS_WriteObject(context, &size, code, JS_WRITE_OBJ_BYTECODE);
    FILE *target = bytes == NULL ? NULL : fopen(argv[2], "wb");
    if (target == NULL || fwrite(bytes, 1, size, target) != size || fclose(target) != 0)
        return fprintf(stderr, "%s cannot be written\n", argv[2]), 1;
    return 0;
}
