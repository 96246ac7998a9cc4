import type { Json, JsonObject } from './json.ts';

/**
 * Applies a JSON merge patch (RFC 7396). Strategic merge patches are read the same way: they differ in how lists are
 * joined, and what kubectl sends here (scale, restart, label) patches none.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
