"""The web application, for any ASGI server."""

from dataclasses import asdict

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from my_service import counts


async def health(_request: Request) -> JSONResponse:
    """Report that the service is running."""
    return JSONResponse({"status": "ok"})


async def count(request: Request) -> JSONResponse:
    """Count the text in the request's body."""
    try:
        text = (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "The body is not UTF-8 text.") from error
    return JSONResponse(asdict(counts.count(text)))


app = Starlette(
    routes=[
        Route("/health", health),
        Route("/count", count, methods=["POST"]),
    ],
    max_body_size=1024 * 1024,
)
