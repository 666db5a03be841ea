/** Who may work here: accounts, signing in and out, one-time links, and what each role allows. */
export { authorise, type StaffObject, type StaffUser, type StaffVerb } from './authorise.ts';
export { listStaff, type StaffAccount } from './list-staff.ts';
export { nextPath } from './next-path.ts';
export { shortestPassword } from './password-rules.ts';
export { endSession } from './session.ts';
export {
	acceptSetUp,
	ensureSetUpLink,
	findSetUp,
	invite,
	offerReset,
	type SetUp,
	type SetUpProblem,
} from './set-up.ts';
export { deviceCookieName, signIn } from './sign-in.ts';
export { keepCookies, requireStaff, turnAwayStranger, userOf } from './staff.ts';
