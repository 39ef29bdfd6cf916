import kit.text


def test_the_public_names_exist() -> None:
    assert all(hasattr(kit.text, name) for name in kit.text.__all__)


def test_every_public_name_says_what_it_does() -> None:
    assert [name for name in kit.text.__all__ if not getattr(kit.text, name).__doc__] == []
