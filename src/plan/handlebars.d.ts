/** Handlebars' parser alone: its main module also has a compiler, which makes functions out of texts. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  const base: { parse(input: string): hbs.AST.Program };
  export default base;
}
