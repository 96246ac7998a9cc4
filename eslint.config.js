import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import { layersRule } from './scripts/eslint-layers.mjs';
import { saidRule } from './scripts/eslint-said.mjs';
import svelteConfig from './svelte.config.js';

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'test-results/', 'playwright-report/']),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        // The same for every file: a second value would load every project twice.
        extraFileExtensions: ['.svelte'],
      },
    },
    plugins: { portolan: { rules: { layers: layersRule, said: saidRule } } },
    rules: {
      'portolan/layers': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Handlers given as `() => stop()` are how this code reads; the value of nothing is not used.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    // The lists here are replaced, never mutated under a view; a Map that lives for one call needs no reactivity.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: ['**/*.svelte'],
    // A component imported from another is `any` to this compiler; svelte-check knows it and reports these.
    rules: {
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src-main/{app,engine,shared}/**'],
    ignores: ['src-main/shared/language/**'],
    rules: { 'portolan/said': 'error' },
  },
  {
    // No log and no other program reads what the window makes: there a part of a sentence is one that is shown.
    files: ['src-renderer/**'],
    rules: { 'portolan/said': ['error', 'parts'] },
  },
  {
    // Programs for a terminal, whose output is their purpose.
    files: ['scripts/**', 'src-main/cli/**', 'test/cluster/*.ts'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
);
