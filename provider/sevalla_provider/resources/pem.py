"""Certificates and keys in PEM, as a program says them: their form, and not what is in them."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from typing_extensions import override

from sevalla_provider.resources.values import Rule, wrong


@dataclass(frozen=True)
class PemBlocks(Rule):
    """One block in PEM, or several, with one line end at the end of each line.

    No reason repeats anything of them.

    Attributes:
        label: what the blocks must be.
        what: the same for people.
        many: whether there may be several.
    """

    label: re.Pattern[str]
    what: str
    many: bool = False

    block: ClassVar[re.Pattern[str]] = re.compile(
        r"-----BEGIN ([A-Z0-9 ]+)-----\n([A-Za-z0-9+/=\n]+)-----END \1-----\n?"
    )

    @override
    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise wrong(f"must be a string with {self.what} in PEM")
        lines = "".join(f"{line.strip()}\n" for line in value.strip().splitlines())
        if "-----BEGIN ENCRYPTED " in lines or "Proc-Type: 4,ENCRYPTED" in lines:
            raise wrong("must not be encrypted, as the API takes no passphrase")
        blocks = self.block.findall(lines)
        if not blocks or self.block.sub("", lines).strip():
            raise wrong(f"must be {self.what} in PEM, which begins with `-----BEGIN` and ends so")
        if not all(self.label.fullmatch(label) and _is_base64(body) for label, body in blocks):
            raise wrong(f"must hold {self.what} in PEM, and nothing else")
        if len(blocks) > 1 and not self.many:
            raise wrong(f"must hold {self.what} in PEM once")
        return lines


def _is_base64(body: str) -> bool:
    try:
        base64.b64decode(body.replace("\n", ""), validate=True)
    except binascii.Error:
        return False
    return True


CertificatePem = Annotated[
    str, PemBlocks(re.compile("(X509 |TRUSTED )?CERTIFICATE"), "certificates", many=True)
]
KeyPem = Annotated[str, PemBlocks(re.compile("([A-Z0-9]+ )?PRIVATE KEY"), "a private key")]
