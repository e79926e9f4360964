import pytest
from starlette.testclient import TestClient

from my_service.app import app

client = TestClient(app)


def test_health() -> None:
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        (b"", {"lines": 0, "words": 0, "characters": 0}),
        (b"one two\r\nthree\r\n", {"lines": 2, "words": 3, "characters": 16}),
        ("naïve 🚀".encode(), {"lines": 1, "words": 2, "characters": 7}),
    ],
    ids=["empty", "ascii", "unicode"],
)
def test_count(body: bytes, counts: dict[str, int]) -> None:
    response = client.post("/count", content=body)

    assert response.status_code == 200
    assert response.json() == counts


def test_count_not_utf8() -> None:
    response = client.post("/count", content=b"\xff\xfe")

    assert response.status_code == 400
    assert response.text == "The body is not UTF-8 text."


def test_count_too_large() -> None:
    limit = 1024 * 1024

    assert client.post("/count", content=bytes(limit)).status_code == 200
    assert client.post("/count", content=bytes(limit + 1)).status_code == 413
