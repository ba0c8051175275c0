import tseslint from 'typescript-eslint';

/** The arrows of the house: a folder may not import what lies downstream of it. */
const mayNotImport = (files, ...folders) => ({
  files: [files],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: folders.map((folder) => `**/${folder}/**`),
            message: 'against the arrows of docs/architecture.md',
          },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['node_modules', 'data', 'coverage'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  mayNotImport('src/knowledge/**', 'engine', 'assistant', 'moderation', 'storage', 'adapters'),
  mayNotImport('src/engine/**', 'assistant', 'moderation', 'storage', 'adapters'),
  mayNotImport('src/assistant/**', 'storage', 'adapters', 'moderation'),
  mayNotImport('src/moderation/**', 'storage', 'adapters'),
  mayNotImport('src/storage/**', 'engine', 'adapters'),
  mayNotImport('adapters/terminal/**', 'web', 'slack', 'discord', 'storage'),
  mayNotImport('adapters/web/**', 'terminal', 'slack', 'discord', 'storage'),
  mayNotImport('adapters/slack/**', 'terminal', 'web', 'discord', 'storage'),
  mayNotImport('adapters/discord/**', 'terminal', 'web', 'slack', 'storage'),
  { files: ['test/**', 'bench/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
