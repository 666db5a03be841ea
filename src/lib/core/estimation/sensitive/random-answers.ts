/**
 * The share of people who would have to answer a crosswise question at random for the whole distance between it and a
 * direct question to be an artefact: random answers pull the estimate towards one half, so that they look like more of
 * a rare trait. Null where no share from 0 to 1 would do it.
 *
 * @method  Crosswise question: random answers that would explain it
 * @formula c = (π − x̄)/(½ − x̄), from π = (1 − c) x̄ + c/2, x̄ the share asked directly
 * @source  Höglinger & Diekmann (2017), Political Analysis 25; Atsusaka & Stevenson (2023), Political Analysis 31
 * @r       none: arithmetic
 */
export function randomAnswersExplaining(indirect: number, direct: number): number | null {
	const share = (indirect - direct) / (0.5 - direct);
	return share >= 0 && share <= 1 ? share : null;
}
