import { completeByKeyboard } from './keyboard.ts';
import { completeSurvey, expect, expectGoodMake, lastPart, taking, test } from './fixtures.ts';

const surveys = ['counterfeit-goods', 'drugs-and-organised-crime', 'sector-awareness', 'diversion-pre-post'];

for (const survey of surveys) {
	test.describe(survey, () => {
		test('is completed by first answers and keys alone, with nothing for axe to find on any page', async ({
			page,
			shipped,
		}) => {
			test.slow();
			await completeByKeyboard(page, `${shipped.origin}/s/${survey}`, expectGoodMake);
		});

		test('is completed by last answers on a phone 320 pixels wide', async ({ page, shipped }) => {
			await page.setViewportSize({ width: 320, height: 640 });
			const look = (shown: typeof page) => shown.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			await completeSurvey(page, `${shipped.origin}/s/${survey}`, taking(-1), async (shown) =>
				expect(await look(shown)).toBeLessThanOrEqual(0),
			);
		});

		// The pre-post survey has no consent question.
		if (survey === 'diversion-pre-post') return;

		test('ends kindly and keeps nothing when consent is not given', async ({ page, shipped }) => {
			await page.goto(`${shipped.origin}/s/${survey}`);
			await page.getByRole('button', { name: 'Start' }).click();
			await page.locator('input[name="consent"][value="2"]').check();
			await page.getByRole('button', { name: 'Continue' }).click();
			expect(lastPart(page)).toBe('thanks');
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you');
			await expect(page.locator('main')).toContainText('we kept no answers');
		});
	});
}

test.describe('with JavaScript off', () => {
	test.use({ javaScriptEnabled: false });
	test('a survey with every kind of question is completed', async ({ page, every }) => {
		await completeSurvey(page, `${every.origin}/s/every-kind`, taking(0));
	});
});
