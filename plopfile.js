// For `npx plop` in this repository, once `npm run build` has run.
export { default } from './dist/index.mjs';
