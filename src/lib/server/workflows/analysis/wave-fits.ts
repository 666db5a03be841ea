import type { WeightingEffect } from '#core/weighting/index.ts';
import { weigh, weightingEffect } from '#core/weighting/index.ts';
import type { StoredScheme, WaveWeighting } from '../../storage/index.ts';
import type { LargestMove } from './effects-on-measures.ts';
import { largestMove } from './effects-on-measures.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { rakingFailureWords } from './raking-failure-words.ts';
import { declaredMargins } from './scheme-in-use.ts';
import { weighingData } from './weigh-wave.ts';
import { countingDecisions } from './weighting-history.ts';

/** What a saved scheme would do to one wave. */
export interface WaveFit {
	readonly id: string;
	readonly label: string;
	readonly outcome:
		| {
				readonly kind: 'fits';
				readonly now: WeightingEffect;
				readonly then: WeightingEffect;
				/** Of the declared measures; null where none has a figure. */
				readonly largest: LargestMove | null;
		  }
		/** It is what the wave is weighted by. */
		| { readonly kind: 'in-use' }
		| { readonly kind: 'does-not-fit'; readonly words: string };
}

/** A saved scheme on every wave with answers. `shown` is the wave that it is looked at on. */
export function waveFits(
	answered: readonly LoadedWave[],
	about: { stored: StoredScheme; shown: string; decisions: readonly WaveWeighting[] },
): WaveFit[] {
	const counting = countingDecisions(about.decisions);
	return answered.map((loaded) => {
		const given = counting.get(loaded.wave.id)?.scheme;
		const isInUse = given?.name === about.stored.name && given.version === about.stored.version;
		return {
			...{ id: loaded.wave.id, label: loaded.wave.label },
			outcome: isInUse ? { kind: 'in-use' } : outcomeOn(loaded, about),
		};
	});
}

function outcomeOn(
	loaded: LoadedWave,
	{ stored: { scheme }, shown }: { stored: StoredScheme; shown: string },
): WaveFit['outcome'] {
	const { wave, answers } = loaded;
	if (scheme.nonresponse !== null && wave.id !== shown) {
		return { kind: 'does-not-fit', words: 'it has the sample of one wave: look at it on that wave to give it to it' };
	}
	if (scheme.nonresponse !== null && wave.sampleType === 'open-link') {
		return { kind: 'does-not-fit', words: 'it has a sample, and this wave had an open link: nobody was drawn' };
	}
	const result = weigh(scheme, weighingData(answers.dataset, answers.supplied));
	if (result.kind !== 'weighed') {
		const about = { scheme, margins: declaredMargins(scheme, loaded), dataset: answers.dataset, language: 'en' };
		return { kind: 'does-not-fit', words: rakingFailureWords(result, about) };
	}
	return {
		kind: 'fits',
		now: weightingEffect(answers.design.weights),
		then: weightingEffect(result.weights),
		largest: largestMove(answers, result.weights),
	};
}
