/** Personal details in respondents' own words: found by rule, and masked before anybody sees them. */
export { DetailKind, Span, findPersonalDetails, holdsMask, masked, withoutOverlap } from './find.ts';
