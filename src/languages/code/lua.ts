import { luaGrammar } from './grammar.ts';
import { CodeLanguage } from './language.ts';
import { luaLexis } from './lexis.ts';

/** Lua's standard libraries, LuaFileSystem and Neovim's (www.lua.org/manual, neovim.io/doc). */
export const lua = new CodeLanguage({
  lexis: luaLexis,
  grammar: luaGrammar,
  modules: 'os io _G',
  aliases: [
    [/^(?:_G|_ENV|package\.loaded)\.(?=.)/, ''],
    [/^vim\.(?:uv|loop)(?=\.|$)/, 'uv'],
    [/^luv(?=\.|$)/, 'uv'],
  ],
  constants: { true: 'yes', false: 'no', arg: 'arguments' },
  calls: {
    shell: 'os.execute io.popen',
    subprocess: 'vim.fn.system vim.fn.systemlist vim.system vim.fn.jobstart',
    delete: 'os.remove uv.fs_unlink uv.fs_rmdir lfs.rmdir',
    move: 'os.rename uv.fs_rename',
    open: 'io.open io.lines uv.fs_open',
    make: 'lfs.mkdir vim.fn.mkdir',
    'file-write': 'Handle.write',
    'file-read': 'Handle.read Handle.lines',
    eval: 'load loadstring',
    'run-file': 'dofile loadfile',
    module: 'require',
    pairs: 'pairs ipairs',
    print: 'print io.write vim.print',
    environment: 'os.getenv',
    same: 'tostring',
    sprintf: 'string.format',
    characters: 'string.char',
    reversed: 'string.reverse',
    lower: 'string.lower',
    upper: 'string.upper',
    'join-list': 'table.concat',
    temp: 'os.tmpname',
    here: 'lfs.currentdir',
    get: 'http.request socket.http.request',
  },
});
