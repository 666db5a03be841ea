import type { IdentityMode, SampleType } from '#core/fieldwork/index.ts';
import type { Words } from './en.ts';

/**
 * What a respondent is told of who can join the answers to them, and of how they were found. It follows from the wave
 * alone, so that no instrument can promise anonymity on a linked wave.
 */
export function noticeFor(
	words: Words,
	{ identityMode, sampleType }: { identityMode: IdentityMode; sampleType: SampleType },
): readonly string[] {
	return [...words.notice[identityMode], words.found[sampleType]];
}
