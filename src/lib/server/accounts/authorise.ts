import { z } from 'zod';

/** What somebody is trusted with in a survey. Administrators are trusted with everything and need no role. */
export const Role = z.enum(['author', 'reviewer', 'fieldwork', 'analyst', 'releaser']);
export type Role = z.infer<typeof Role>;

/** A role in one survey, or in every survey where `survey` is null. */
export const Grant = z.strictObject({ role: Role, survey: z.string().min(1).nullable() });
export type Grant = z.infer<typeof Grant>;

/** A member of staff who has signed in. */
export type StaffUser = {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	/** The id of the session by which they did, which is no secret. */
	readonly session: string;
	readonly administrator: boolean;
	readonly twoFactor: boolean;
	readonly grants: readonly Grant[];
};

/** What of somebody decides what they may do. */
type Trusted = Pick<StaffUser, 'administrator' | 'grants'>;

/**
 * What somebody wants to do. *see*: results with their uncertainty. *export*: the answers as rows. *manage*: what stands
 * around the answers, such as variables, weights, reports, events, earlier waves. *author* and *review*: the instrument.
 * *field*: waves, samples and invitations. *release*: what the public gets.
 */
export type StaffVerb = 'see' | 'export' | 'manage' | 'author' | 'review' | 'field' | 'release';

/** What it is done to: one survey, surveys in general (their list, or a new one), accounts, or the audit log. */
export type StaffObject =
	{ readonly kind: 'survey'; readonly survey: string } | { readonly kind: 'surveys' | 'accounts' | 'audit' };

const allowed: Readonly<Record<Role, readonly StaffVerb[]>> = {
	author: ['see', 'author'],
	reviewer: ['see', 'review'],
	fieldwork: ['field'],
	analyst: ['see', 'export', 'manage'],
	releaser: ['see', 'release'],
};

/** *unknown-object*: somebody who has no part in it is not even told that it is there. */
export type Authorised = { readonly kind: 'allowed' | 'not-allowed' | 'unknown-object' };

/** The one place that decides who may do what. What no line allows is refused. */
export function authorise(user: Trusted, verb: StaffVerb, object: StaffObject): Authorised {
	if (user.administrator) return { kind: 'allowed' };
	switch (object.kind) {
		case 'survey': {
			const roles = rolesIn(user, object.survey);
			if (roles.length === 0) return { kind: 'unknown-object' };
			return { kind: roles.some((role) => allowed[role].includes(verb)) ? 'allowed' : 'not-allowed' };
		}
		// Everybody has a list, of what is theirs; a new survey is for authors of all.
		case 'surveys':
			return { kind: verb === 'see' || everywhere(user, verb) ? 'allowed' : 'not-allowed' };
		case 'accounts':
		case 'audit':
			return { kind: 'not-allowed' };
	}
}

/** Whether somebody has any part in a survey, so that lists name it. */
export function takesPartIn(user: Trusted, survey: string): boolean {
	return user.administrator || rolesIn(user, survey).length > 0;
}

function rolesIn({ grants }: Trusted, survey: string): Role[] {
	return grants.filter((grant) => grant.survey === null || grant.survey === survey).map(({ role }) => role);
}

function everywhere({ grants }: Trusted, verb: StaffVerb): boolean {
	return grants.some(({ role, survey }) => survey === null && allowed[role].includes(verb));
}
