//! Operations that anybody may call.

use mock::Mock;

use crate::caller::request;

/// A service with an operation for anybody, which says so in either way, and one for those who are known.
const SERVICE: [(&str, &str); 5] = [
    (
        "service.toml",
        "title = \"T\"\nversion = \"v1\"\ndescription = \"d\"\ncrate = \"huaweicloud-gate\"\n[endpoints]\nhuaweicloud = \"https://gate.example\"\n",
    ),
    ("common.yaml", "openapi: 3.0.3\ninfo: {title: T, version: v1}\ntags: [{name: T, description: d}]\npaths: {}\n"),
    ("show_gate.yaml", "/v1/gate ShowGate security: []"),
    ("show_sign.yaml", "/v1/sign ShowSign security: [{}]"),
    ("show_lock.yaml", "/v1/lock ShowLock deprecated: false"),
];

#[tokio::test]
async fn an_operation_without_security_is_answered_without_credentials_and_refuses_wrong_ones() {
    let folder = std::env::temp_dir().join(format!("mock-open-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("gate")).unwrap();
    for (name, text) in SERVICE {
        let text = match text.splitn(3, ' ').collect::<Vec<_>>()[..] {
            [path, id, more] if path.starts_with('/') => format!(
                "openapi: 3.0.3\ninfo: {{title: T, version: v1}}\npaths:\n  {path}:\n    get:\n      operationId: {id}\n      \
                 summary: s\n      description: d\n      tags: [T]\n      {more}\n      responses: {{'204': {{description: d}}}}\n"
            ),
            _ => text.to_owned(),
        };
        std::fs::write(folder.join("gate").join(name), text).unwrap();
    }
    let mock = Mock::builder().specs(&folder).start().await;
    std::fs::remove_dir_all(&folder).unwrap();
    let mock = mock.unwrap();
    for (path, anybody) in [("/v1/gate", 204), ("/v1/sign", 204), ("/v1/lock", 401)] {
        assert_eq!(request("GET", path).send_to(&mock, "gate").await.status(), anybody, "{path}");
        let wrong = request("GET", path).header("X-Auth-Token: nobody's").send_to(&mock, "gate").await;
        assert_eq!(wrong.status(), 401, "{path}");
        let known = request("GET", path).header("X-Auth-Token: mock-token").send_to(&mock, "gate").await;
        assert_eq!(known.status(), 204, "{path}");
    }
}
