"""An OpenID Connect provider on loopback, which signs with a real key and can be told to lie."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey

CLIENT, SECRET = "emra", "secreto-del-cliente"


class Server(ThreadingHTTPServer):
    """Who hangs up before the answer is no news."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Provider:
    """What it says next: `claims` and `told` overwrite the ID token and the user information."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "1", "use": "sig"})
        self.server = Server(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/openid"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.tell_the_truth()

    def tell_the_truth(self) -> None:
        self.claims: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.signing = "ES256"
        self.key_of_another = False
        self.pause = 0.0
        self.redirects = False
        self.asked: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def agree(self, address: str) -> str:
        """The person signs in at `address`; where the provider sends them back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(8)
        self.asked[code] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    # -- answers -----------------------------------------------------------------------------

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize/",
            "token_endpoint": f"{self.issuer}/token/",
            "userinfo_endpoint": f"{self.issuer}/userinfo/",
            "jwks_uri": f"{self.issuer}/jwks/",
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        } | self.described

    def token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.asked.pop(sent.get("code", ""), None)
        proof = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["code_challenge_method"] != "S256"
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET)
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "2",
            "aud": CLIENT,
            "exp": now + 60,
            "iat": now,
            "nonce": asked["nonce"],
        } | self.claims
        answer = {"access_token": "entrada", "token_type": "Bearer", "expires_in": 60}
        return 200, answer | {"id_token": self._signed(claims)}

    def person(self) -> dict[str, Any]:
        run = {"numero": 44444444, "DV": "4", "tipo": "RUN"}
        return {"sub": "2", "RolUnico": run, "name": {"nombres": ["Ana"]}} | self.told

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.signing == "none":
            parts = [{"alg": "none"}, claims]
            told = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
            return b".".join(part.rstrip(b"=") for part in told).decode() + "."
        if self.signing == "HS256":
            # The public key as the secret: what a client that lets the token choose would take.
            secret = OctKey.import_key(json.dumps(self.key.as_dict(private=False)))
            text = json.dumps(claims)
            return jws.serialize_compact({"alg": "HS256"}, text, secret, algorithms=["HS256"])
        key = self.key
        if self.key_of_another:
            key = ECKey.generate_key("P-256", {"kid": "1", "use": "sig"})
        return jwt.encode({"alg": "ES256", "kid": "1"}, claims, key)

    def _handler(provider: "Provider") -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                time.sleep(provider.pause)
                if provider.redirects:
                    self.send_response(302)
                    self.send_header("Location", "https://example.com/")
                    self.end_headers()
                elif self.path.endswith("/jwks/"):
                    self._answer(200, {"keys": [provider.key.as_dict(private=False)]})
                else:
                    self._answer(200, provider.description())

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                sent = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
                if self.path.endswith("/userinfo/"):
                    let_in = self.headers["Authorization"] == "Bearer entrada"
                    self._answer(200 if let_in else 401, provider.person() if let_in else {})
                else:
                    self._answer(*provider.token(sent))

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler
