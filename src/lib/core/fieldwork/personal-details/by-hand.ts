import { withoutOverlap } from './find.ts';
import type { Span } from './span.ts';

/**
 * The stretches of a text with those added where `words` stand as whole words, whatever their case and the spaces between
 * them. What is masked already is not looked into, so that nobody can try out what stands there. Undefined where the words
 * stand nowhere else.
 */
export function withHidden(text: string, spans: readonly Span[], words: string): readonly Span[] | undefined {
	const typed = words.trim().split(/\s+/u).map(escaped).join('\\s+');
	if (typed === '') return undefined;
	const whole = new RegExp(`(?<![\\p{L}\\p{N}])${typed}(?![\\p{L}\\p{N}])`, 'giu');
	const found = [...text.matchAll(whole)]
		.map(({ 0: { length }, index }): Span => ({ from: index, to: index + length, kind: 'by-hand' }))
		.filter(({ from, to }) => spans.every((span) => to <= span.from || span.to <= from));
	return found.length === 0 ? undefined : withoutOverlap([...spans, ...found]);
}

/** The stretches without one of them; undefined where it is none of them. */
export function withLifted(
	spans: readonly Span[],
	lifted: { readonly from: number; readonly to: number },
): readonly Span[] | undefined {
	const left = withoutOverlap(spans).filter(({ from, to }) => from !== lifted.from || to !== lifted.to);
	return left.length === withoutOverlap(spans).length ? undefined : left;
}

function escaped(words: string): string {
	return words.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
