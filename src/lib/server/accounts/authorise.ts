import { z } from 'zod';

/** What a member of staff may do follows from the role alone. */
export const Role = z.enum(['administrator']);
export type Role = z.infer<typeof Role>;

/** A member of staff who has signed in. */
export type StaffUser = { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };

/** What somebody wants to do, from the least to the most that it can change. */
export type StaffVerb = 'see' | 'export' | 'manage';

/** What it is done to: the surveys with their waves and answers, or the accounts of staff. */
export type StaffObject = 'surveys' | 'accounts';

const allowed: Readonly<Record<Role, Readonly<Record<StaffObject, readonly StaffVerb[]>>>> = {
	administrator: { surveys: ['see', 'export', 'manage'], accounts: ['see', 'export', 'manage'] },
};

/** The one place that decides who may do what. What no line allows is refused. */
export function authorise(
	user: StaffUser,
	verb: StaffVerb,
	object: StaffObject,
): { kind: 'allowed' } | { kind: 'not-allowed'; verb: StaffVerb; object: StaffObject } {
	return allowed[user.role][object].includes(verb) ? { kind: 'allowed' } : { kind: 'not-allowed', verb, object };
}
