import grpc
import pytest

from sevalla_provider.plugin.failure import Failed
from sevalla_provider.plugin.resource_call import resource_call
from sevalla_provider.resources.applications.process import PROCESS
from sevalla_provider.resources.applications.tcp_proxy import TCP_PROXY
from unit.sevalla_provider.plugin.engine import got, sent


@pytest.mark.parametrize(
    ("urn", "resource", "name"),
    [
        ("urn:pulumi:dev::shop::sevalla:index:Process::web", PROCESS, "web"),
        ("urn:pulumi:dev::shop::sevalla:index:TcpProxy::db", TCP_PROXY, "db"),
        ("urn:pulumi:dev::shop::my:mod:Stack$sevalla:index:Process::web", PROCESS, "web"),
        ("urn:pulumi:dev::shop::a:b:C$d:e:F$sevalla:index:TcpProxy::db", TCP_PROXY, "db"),
        ("urn:pulumi:dev::shop::sevalla:index:Process::a::b$c:d::e", PROCESS, "a::b$c:d::e"),
        ("urn:pulumi:dev::shop::sevalla:index:Process::with space/ü", PROCESS, "with space/ü"),
        ("urn:pulumi:dev::shop::sevalla:index:Process::", PROCESS, ""),
    ],
)
def test_a_urn_says_what_a_call_is_about(urn: str, resource: object, name: str) -> None:
    call = resource_call(urn)
    assert (call.urn, call.resource, call.name) == (urn, resource, name)


@pytest.mark.parametrize("token", ["sevalla:index:Proces", "aws:s3:Bucket", "sevalla:index:App"])
def test_a_type_that_there_is_not_is_an_error_that_says_which_there_are(token: str) -> None:
    with pytest.raises(Failed) as caught:
        resource_call(f"urn:pulumi:dev::shop::{token}::web")
    assert caught.value.code is grpc.StatusCode.NOT_FOUND
    text = str(caught.value)
    assert f"no resource {token};" in text
    assert "sevalla:index:Process, sevalla:index:TcpProxy" in text


def test_a_call_reads_and_writes_its_own_properties() -> None:
    call = resource_call("urn:pulumi:dev::shop::sevalla:index:TcpProxy::db")
    read = call.read(sent({"processId": "1", "port": 80}))
    assert read.properties == {"process_id": "1", "port": 80}
    assert got(call.write(read)) == {"processId": "1", "port": 80}
