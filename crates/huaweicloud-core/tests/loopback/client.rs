//! A client in the form that the generator gives to the real ones.

use huaweicloud_core::{
    ByteStream, ClientHooks, ClientInfo, Cloud, Config, ConfigBuilder, Context, Error, OperationInfo, QueryParam,
    Response, ResponseValue, Service, Token, TransportError, encode_path,
};
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::server::Server;

/// Shows up wherever a token leaks.
pub(crate) const SECRET: &str = "MIIEvgSECRET";

const SERVICE: Service = Service::new(
    "specimen",
    "huaweicloud-specimen/1.2.3",
    &[(Cloud::HuaweiCloud, "https://specimen.{region}.myhuaweicloud.com")],
);

/// What the API documents for its errors.
#[derive(Debug, Deserialize, PartialEq)]
pub(crate) struct Problem {
    pub(crate) error_code: Option<String>,
    pub(crate) error_msg: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Jobs {
    pub(crate) jobs: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Client {
    baseurl: String,
    client: reqwest::Client,
    inner: Context,
}

impl ClientHooks<Context> for Client {}

impl ClientInfo<Context> for Client {
    fn api_version() -> &'static str {
        "v2"
    }
    fn baseurl(&self) -> &str {
        &self.baseurl
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &Context {
        &self.inner
    }
}

/// A configuration with the secret token, for a server at this address.
pub(crate) fn config(address: &str) -> ConfigBuilder {
    Config::builder().endpoint(address).token(Token::new(SECRET).expect("a valid token"))
}

impl Client {
    pub(crate) fn new(config: &Config) -> Result<Self, huaweicloud_core::ConfigError> {
        let (baseurl, client, inner) = config.connect(&SERVICE)?;
        Ok(Self { baseurl, client, inner })
    }

    /// A client of this server, with the defaults.
    pub(crate) fn of(server: &Server) -> Self {
        Self::with(config(server.address()))
    }

    pub(crate) fn with(config: ConfigBuilder) -> Self {
        Self::new(&config.build().expect("a valid configuration")).expect("an offered service")
    }

    /// `POST` without a body; 200 is documented to have none either, 400 has a [`Problem`].
    pub(crate) async fn stop(&self, task: &str) -> Result<ResponseValue<()>, Error<Problem>> {
        let url = format!("{}/v2/p/tasks/{}/stop", self.baseurl, encode_path(task));
        let request = self.client.post(url).header(ACCEPT, "application/json");
        let response = self.call("stop", request).await?;
        match response.status().as_u16() {
            200 => Ok(ResponseValue::empty(response)),
            400 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `DELETE` with a body; 202 has [`Jobs`], 400 is listed without saying what it has.
    pub(crate) async fn delete(&self, jobs: &Jobs) -> Result<ResponseValue<Jobs>, Error<serde_json::Value>> {
        let url = format!("{}/v3/p/jobs", self.baseurl);
        let request = self.client.delete(url).header(ACCEPT, "application/json").json(jobs);
        let response = self.call("delete", request).await?;
        match response.status().as_u16() {
            202 => ResponseValue::from_response(response).await,
            400 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `GET` whose 200 may have a body.
    pub(crate) async fn list(&self, ids: &[&str]) -> Result<ResponseValue<Option<Jobs>>, Error<Problem>> {
        let request = self
            .client
            .get(format!("{}/v3/p/jobs", self.baseurl))
            .header(ACCEPT, "application/json")
            .query(&QueryParam::new("ids", &ids));
        let response = self.call("list", request).await?;
        match response.status().as_u16() {
            200 => ResponseValue::from_response(response).await,
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `GET` whose 200 is a file.
    pub(crate) async fn download(&self) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let request = self.client.get(format!("{}/v3/p/report", self.baseurl));
        let response = self.call("download", request).await?;
        match response.status().as_u16() {
            200 => Ok(ResponseValue::stream(response)),
            404 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// What generated code does around every request.
    async fn call<E>(
        &self,
        operation_id: &'static str,
        request: reqwest::RequestBuilder,
    ) -> Result<Response, Error<E>> {
        let mut headers = HeaderMap::new();
        headers.append("api-version", HeaderValue::from_static(Self::api_version()));
        let mut request = request.headers(headers).build()?;
        let info = OperationInfo { operation_id };
        self.pre(&mut request, &info).await?;
        let result: Result<_, TransportError> = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        Ok(result?)
    }
}
