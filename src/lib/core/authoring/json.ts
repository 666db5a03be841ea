import { z } from 'zod';
import { deepest, isDeeperThan } from '#core/instrument/index.ts';

/** What JSON can say. An instrument that is being written is that before it is an instrument. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [name: string]: Json;
}

const Any: z.ZodType<Json> = z.lazy(() =>
	z.union([
		z.string().max(20_000),
		z.number(),
		z.boolean(),
		z.null(),
		z.array(Any).max(2000),
		z.record(
			z
				.string()
				.max(200)
				.regex(/^(?!__proto__$|constructor$|prototype$)/),
			Json,
		),
	]),
);

/** Reads a value as JSON of bounded depth and size; names that every object answers to are refused. */
export const Json: z.ZodType<Json> = z
	.unknown()
	.refine((value) => !isDeeperThan(value, deepest), { message: `nests deeper than ${deepest} levels`, abort: true })
	.pipe(Any);

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
