"""Pages, whole or as a fragment, have the no-break spaces of French (tests/language/test_typography.py)."""

from tests.support.site import Site


async def test_pages_and_fragments_have_them(site: Site) -> None:
    for headers in ({}, {"HX-Request": "true", "HX-Target": "page"}):
        page = await site.browser().get("/", headers=headers)
        assert "sur papier\u00a0? Écrivez-le ici." in page.text
