//! A client in the form that the generator gives to the real ones.

use huaweicloud_core::{
    ByteStream, ClientHooks, ClientInfo, Cloud, Config, ConfigBuilder, Context, Error, Extra, InvalidRequest,
    OperationInfo, QueryParam, Response, ResponseHeader, ResponseValue, Secret, Service, Token, TransportError,
    encode_path, sensitive,
};
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};

use crate::server::Server;

/// Shows up wherever a token leaks.
pub(crate) const SECRET: &str = "MIIEvgSECRET";

const SERVICE: Service = Service::new(
    "specimen",
    "huaweicloud-specimen/1.2.3",
    &[(Cloud::HuaweiCloud, "https://specimen.{region}.myhuaweicloud.com")],
);

/// What the API documents for its errors.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Problem {
    pub(crate) error_code: Option<String>,
    pub(crate) error_msg: Option<String>,
    pub(crate) extra: Extra,
}

huaweicloud_core::record! {
    Problem {
        error_code: "error_code",
        error_msg: "error_msg",
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Jobs {
    pub(crate) jobs: Option<Vec<String>>,
    pub(crate) count: Option<i64>,
    pub(crate) password: Option<Secret>,
    pub(crate) extra: Extra,
}

huaweicloud_core::sent_record! {
    Jobs {
        jobs: "jobs" => required().max_items(2).each(min_length(1)),
        count: "count",
        password: "password" => max_length(8),
    }
}

/// What `stop` answers, by status.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stopped {
    Ok(Jobs),
    NoContent,
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
            200..=299 => ResponseValue::from_response(response.undocumented()).await,
            400 => Err(Error::ErrorResponse(ResponseValue::from_response(response).await?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `GET` whose 200 may have a body.
    pub(crate) async fn list(&self, ids: &[&str]) -> Result<ResponseValue<Jobs>, Error<Problem>> {
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

    /// `PUT` whose 200 has a body and whose 204 has none.
    pub(crate) async fn restop(&self) -> Result<ResponseValue<Stopped>, Error<()>> {
        let request = self.client.put(format!("{}/v3/p/jobs", self.baseurl)).header(ACCEPT, "application/json");
        let response = self.call("restop", request).await?;
        match response.status().as_u16() {
            200 => ResponseValue::variant(response, Stopped::Ok).await,
            204 => Ok(ResponseValue::empty_variant(response, Stopped::NoContent)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// A request by a builder, with an argument of every place.
    pub(crate) fn move_jobs(&self) -> MoveJobs<'_> {
        MoveJobs { client: self, task: None, ids: None, subject: None, body: None, allowed: Vec::new() }
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

/// A request builder as it is generated, without its setters.
pub(crate) struct MoveJobs<'a> {
    client: &'a Client,
    pub(crate) task: Option<String>,
    pub(crate) ids: Option<Vec<String>>,
    pub(crate) subject: Option<Secret>,
    pub(crate) body: Option<Jobs>,
    pub(crate) allowed: Vec<String>,
}

huaweicloud_core::arguments! {
    MoveJobs {
        task: path "task_id" => required().max_length(8),
        ids: query "ids" => required().max_items(2),
        subject: header "X-Subject-Token" => required().max_length(8),
        body: body "body" => required(),
    }
}

impl MoveJobs<'_> {
    pub(crate) const SUBJECT: ResponseHeader<Secret> = ResponseHeader::new("X-Subject-Token");
    pub(crate) const COUNT: ResponseHeader<i64> = ResponseHeader::new("X-Count");

    pub(crate) async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
        self.check()?;
        let Self { client, task, ids, subject, body, allowed: _ } = self;
        let task = task.ok_or_else(|| InvalidRequest::missing("task_id"))?;
        let ids = ids.ok_or_else(|| InvalidRequest::missing("ids"))?;
        let subject = subject.ok_or_else(|| InvalidRequest::missing("X-Subject-Token"))?;
        let body = body.ok_or_else(|| InvalidRequest::missing("body"))?;
        let request = client
            .client
            .post(format!("{}/v3/tasks/{}/jobs", client.baseurl, encode_path(&task.to_string())))
            .header(ACCEPT, "application/json")
            .header("X-Subject-Token", sensitive(subject.into_exposed())?)
            .query(&QueryParam::new("ids", &ids))
            .json(&body);
        let response = client.call("move_jobs", request).await?;
        match response.status().as_u16() {
            200 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
