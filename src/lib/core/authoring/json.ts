import { z } from 'zod';
import { deepest, isDeeperThan } from '#core/instrument/index.ts';

/** What JSON can say. An instrument that is being written is that before it is an instrument. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [name: string]: Json;
}

/**
 * Reads a value as JSON of bounded depth and size; names that every object answers to are refused. By hand, and without a
 * copy: a draft of 200 questions is read in a millisecond, where a schema of schemas takes thirty.
 */
export const Json: z.ZodType<Json> = z
	.unknown()
	.refine((value) => !isDeeperThan(value, deepest), { message: `nests deeper than ${deepest} levels`, abort: true })
	.pipe(z.custom<Json>(isPlain));

function isPlain(value: unknown): boolean {
	if (typeof value === 'string') return value.length <= 20_000;
	if (typeof value === 'number') return Number.isFinite(value);
	if (typeof value !== 'object' || value === null) return value === null || typeof value === 'boolean';
	if (Array.isArray(value)) return value.length <= 2000 && value.every(isPlain);
	return Object.entries(value).every(([name, inner]) => isOwnName(name) && isPlain(inner));
}

/** Whether an object may have a field of this name: every object answers to the others anyway. */
export function isOwnName(name: string): boolean {
	return name.length <= 200 && name !== '__proto__' && name !== 'constructor' && name !== 'prototype';
}

export function isList(value: Json): value is readonly Json[] {
	return Array.isArray(value);
}

export function isObject(value: Json): value is JsonObject {
	return typeof value === 'object' && value !== null && !isList(value);
}

/** Whether two values say the same; the order of names does not matter, that of members does. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
	if (one === other) return true;
	if (one === undefined || other === undefined) return false;
	if (isList(one)) {
		return isList(other) && one.length === other.length && one.every((member, at) => sameJson(member, other[at]));
	}
	if (!isObject(one) || !isObject(other)) return false;
	const names = Object.keys(one);
	return (
		names.length === Object.keys(other).length &&
		names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
	);
}
