/** The answer to a form that another site sent: a page without style sheet or script, that says what to do. */
export function refuseForeignForm(): Response {
	const page = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width, initial-scale=1">
		<title>Not saved</title>
	</head>
	<body>
		<h1>Not saved</h1>
		<p>This form was sent from another website, so we did not accept it. Go back, open the page again from its own address, and send it from there.</p>
	</body>
</html>
`;
	return new Response(page, {
		status: 403,
		headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" },
	});
}
