import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { workspaceSchemaPath } from '../../src-main/engine/import/workspace.ts';

const root = resolve(import.meta.dirname, '../..');

/** What an editor would mark in a workspace file by the published schema, which it reads by itself: field and reason. */
export async function workspaceFaults(text: string): Promise<string[]> {
  const schema = JSON.parse(await readFile(join(root, workspaceSchemaPath), 'utf8')) as object;
  const check = new Ajv2020({ allErrors: true }).compile(schema);
  check(parse(text));
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`.trim());
}
