import { type DisclosurePolicy } from './policy.ts';

/** Only this file has it, so that not even a clearance's own constructor makes another. */
const authority = Symbol('cleared');

class Clearance<T> {
	readonly #value: T;
	readonly #policy: DisclosurePolicy;

	constructor(key: symbol, value: T, policy: DisclosurePolicy) {
		if (key !== authority) throw new TypeError('only disclosure control clears');
		this.#value = frozen(structuredClone(value));
		this.#policy = frozen(structuredClone(policy));
		Object.freeze(this);
	}

	/** What may be published. */
	get value(): T {
		return this.#value;
	}

	/** What it was held against. */
	get policy(): DisclosurePolicy {
		return this.#policy;
	}

	/** What is written to JSON is the bare value: it may be read by anyone, but it is not cleared when read again. */
	toJSON(): T {
		return this.#value;
	}

	static is(candidate: unknown): candidate is Clearance<unknown> {
		return typeof candidate === 'object' && candidate !== null && #value in candidate;
	}
}

/**
 * A value that has been through disclosure control, with the policy that it was held against. Nothing outside this room
 * makes one: the class is not exported, its private fields are no part of a copy (spread, JSON, structured clone), and
 * its constructor wants a key that does not leave this file. Its value is plain data, copied and frozen all through.
 */
export type Cleared<T> = Clearance<T>;

/** For this room's clearing functions alone; the front door does not export it. */
export function cleared<T>(value: T, policy: DisclosurePolicy): Cleared<T> {
	return new Clearance(authority, value, policy);
}

/** Whether something was made by this room's clearing functions in this process. */
export function isCleared(candidate: unknown): candidate is Cleared<unknown> {
	return Clearance.is(candidate);
}

function frozen<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	Object.freeze(value);
	for (const part of Object.values(value)) frozen(part);
	return value;
}
