/** Who may work here: accounts, signing in and out, one-time links, and what each role allows. */
export { authorise, Grant, Role, takesPartIn, type StaffUser } from './authorise.ts';
export {
	changeStanding,
	closeAccount,
	findMember,
	listStaff,
	signOutEverywhere,
	takeSecondFactorOff,
	type Member,
	type Standing,
} from './members.ts';
export { nextPath } from './next-path.ts';
export { changeOwnPassword } from './own-password.ts';
export { shortestPassword } from './password-rules.ts';
export { qrCodeOf } from './qr-code.ts';
export { confirmFactor, dropFactor, giveSecondFactor, offerFactor, type OfferedFactor } from './second-factor.ts';
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
export { admitStaff, isStillAllowed, keepCookies, requireSignedIn, requireStaff, userOf } from './staff.ts';
