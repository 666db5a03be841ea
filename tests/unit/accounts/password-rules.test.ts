import { describe, expect, it } from 'vitest';
import { checkNewPassword } from '../../../src/lib/server/accounts/password-rules.ts';

const person = {
	...{ name: 'Test Person', email: 'first.administrator@example.org' },
	organisation: 'Trading Standards Scotland',
};

describe('a new password', () => {
	it.each([
		['short-pass1', 'too-short'],
		['é'.repeat(5) + 'bcdefg', 'too-short'],
		['x7'.repeat(65), 'too-long'],
		['password1234', 'easy-to-guess'],
		['P@ssw0rd!!!!!!!!', 'easy-to-guess'],
		['passwordpassword', 'easy-to-guess'],
		['Welcome2026!!', 'easy-to-guess'],
		['iloveyou1234', 'easy-to-guess'],
		['correcthorsebatterystaple', 'easy-to-guess'],
		['qwertyuiopas', 'easy-to-guess'],
		['zyxwvutsrqpo', 'easy-to-guess'],
		['123456789012', 'easy-to-guess'],
		['210987654321', 'easy-to-guess'],
		['aaaaaaaaaaaaaaaa', 'easy-to-guess'],
		['abababababab', 'easy-to-guess'],
		['soundings-admin-1', 'easy-to-guess'],
		['first.administrator1', 'about-you'],
		['example-first-99', 'about-you'],
		['TestPerson2026', 'about-you'],
		['my Test-Person is best', 'about-you'],
		['first.administrator@example.org', 'about-you'],
		['we are trading standards scotland', 'about-you'],
		['sonyericsson', 'leaked'],
		['SonyEricsson', 'leaked'],
		['5onyEr1csson!', 'leaked'],
		['2026-finalfantasy-99', 'leaked'],
		['mailcreated5240', 'leaked'],
		['Tottenham.2026!', 'leaked'],
		['T0ttenh@m2026', 'leaked'],
		['marigold-tractor-77', 'leaked'],
	])('%s is refused: %s', async (password, problem) => {
		expect(await checkNewPassword(password, person)).toBe(problem);
	});

	it.each([
		'marigold tractor eleven quay',
		'k7#Vw2!pQz9m',
		'Xq9#123$%^&*(',
		'tha mi a’ dol dhachaigh',
		'日本語のとても長い合い言葉です',
		'Kindly Otters Repaint Bridges',
		'example of three words',
	])('%s is good enough', async (password) => {
		expect(await checkNewPassword(password, person)).toBeUndefined();
	});

	it('counts characters as people see them, whichever way a keyboard composes them', async () => {
		expect(await checkNewPassword('é'.normalize('NFD').repeat(4) + 'bcdefg1', person)).toBe('too-short');
	});
});
