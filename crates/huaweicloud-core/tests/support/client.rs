//! A client in the form that the generator gives to the real ones.

use huaweicloud_core::{
    ByteStream, Call, CallOptions, Cloud, Config, ConfigBuilder, Context, Error, Extra, OperationInfo, Response,
    ResponseHeader, ResponseValue, RetryPolicy, Secret, Service, SignedRequest, Token,
};

use super::server::Server;

/// Shows up wherever a token leaks.
pub(crate) const SECRET: &str = "MIIEvgSECRET";

const SERVICE: Service = Service::new(
    "specimen",
    "huaweicloud-specimen/1.2.3",
    &[(Cloud::HuaweiCloud, "https://specimen.{region}.myhuaweicloud.com")],
);

static STOP: OperationInfo = OperationInfo::new("stop", "POST", "/v2/p/tasks/{task_id}/stop");
static DELETE: OperationInfo = OperationInfo::new("delete", "DELETE", "/v3/p/jobs").sending("application/json");
static LIST: OperationInfo = OperationInfo::new("list", "GET", "/v3/p/jobs");
static SHOW: OperationInfo = OperationInfo::new("show", "GET", "/v3/{project_id}/tasks/{key}");
static DOWNLOAD: OperationInfo = OperationInfo::new("download", "GET", "/v3/p/report").answering_bytes();
static UPLOAD: OperationInfo = OperationInfo::new("upload", "PUT", "/v3/p/chart").sending("application/octet-stream");
static RESTOP: OperationInfo = OperationInfo::new("restop", "PUT", "/v3/p/jobs");
static SETTLE: OperationInfo = OperationInfo::new("settle", "PUT", "/v3/p/jobs").idempotent();
static MOVE_JOBS: OperationInfo =
    OperationInfo::new("move_jobs", "POST", "/v3/tasks/{task_id}/jobs").sending("application/json");
static ELSEWHERE: OperationInfo =
    OperationInfo::new("elsewhere", "GET", "/v3/p/jobs").only_in(&[Cloud::OpenTelekomCloud]);

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

/// What `restop` answers, by status.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stopped {
    Ok(Jobs),
    NoContent,
}

#[derive(Clone, Debug)]
pub(crate) struct Client {
    context: Context,
    options: CallOptions,
}

/// A configuration with the secret token, for a server at this address, which tries nothing again.
pub(crate) fn config(address: &str) -> ConfigBuilder {
    let builder = Config::builder().endpoint(address).retry(RetryPolicy::never());
    builder.token(Token::new(SECRET).expect("a valid token"))
}

impl Client {
    pub(crate) fn new(config: &Config) -> Self {
        Self { context: config.connect(&SERVICE), options: CallOptions::new() }
    }

    /// A client of this server, with the defaults.
    pub(crate) fn of(server: &Server) -> Self {
        Self::with(config(server.address()))
    }

    pub(crate) fn with(config: ConfigBuilder) -> Self {
        Self::new(&config.build().expect("a valid configuration"))
    }

    /// The same, whose calls have these options.
    pub(crate) fn with_options(&self, options: CallOptions) -> Self {
        Self { options, ..self.clone() }
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    fn call(&self, operation: &'static OperationInfo) -> Call {
        Call::new(&self.context, operation, self.options.clone())
    }

    /// `POST` without a body; 200 is documented to have none either, 400 has a [`Problem`].
    pub(crate) async fn stop(&self, task: &str) -> Result<ResponseValue<()>, Error<Problem>> {
        let task = Some(task.to_owned());
        let request = Stop { client: self, task, allowed: Vec::new(), options: self.options.clone() };
        let response = request.call()?.send().await?;
        match response.status().as_u16() {
            200 => Ok(ResponseValue::empty(response)),
            400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `DELETE` with a body; 202 has [`Jobs`], 400 is listed without saying what it has.
    pub(crate) async fn delete(&self, jobs: &Jobs) -> Result<ResponseValue<Jobs>, Error<serde_json::Value>> {
        let mut call = self.call(&DELETE);
        call.json("body", Some(jobs))?;
        let response = call.send().await?;
        match response.status().as_u16() {
            202 => ResponseValue::from_response(response),
            200..=299 => ResponseValue::from_response(response.undocumented()),
            400 => Err(Error::ErrorResponse(ResponseValue::from_response(response)?)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `GET` whose 200 may have a body.
    pub(crate) async fn list(&self, ids: &[&str]) -> Result<ResponseValue<Jobs>, Error<Problem>> {
        let mut call = self.call(&LIST);
        call.query("ids", Some(ids.iter().map(ToString::to_string).collect::<Vec<_>>()))?;
        listed(call.send().await?)
    }

    /// `GET` with a secret in its path, in a project that the configuration knows.
    pub(crate) fn show(&self, key: &str) -> Call {
        let mut call = self.call(&SHOW);
        call.path("key", Some(Secret::from(key))).expect("a place in the route");
        call.query("verbose", Some(true)).expect("a boolean");
        call
    }

    /// The request of [`download`](Self::download).
    pub(crate) fn report(&self) -> Call {
        self.call(&DOWNLOAD)
    }

    /// `GET` whose 200 is a file.
    pub(crate) async fn download(&self) -> Result<ResponseValue<ByteStream>, Error<()>> {
        let response = self.report().send().await?;
        match response.status().as_u16() {
            200 => Ok(ResponseValue::stream(response)),
            404 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `PUT` of bytes or of a stream.
    pub(crate) fn upload(&self, body: impl Into<reqwest::Body>) -> Call {
        let mut call = self.call(&UPLOAD);
        call.bytes("body", Some(body.into())).expect("bytes");
        call
    }

    /// `PUT` whose 200 has a body and whose 204 has none.
    pub(crate) async fn restop(&self) -> Result<ResponseValue<Stopped>, Error<()>> {
        let response = self.call(&RESTOP).send().await?;
        match response.status().as_u16() {
            200 => ResponseValue::variant(response, Stopped::Ok),
            204 => Ok(ResponseValue::empty_variant(response, Stopped::NoContent)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    /// `PUT` that is documented to be idempotent.
    pub(crate) async fn settle(&self) -> Result<ResponseValue<Jobs>, Error<Problem>> {
        listed(self.call(&SETTLE).send().await?)
    }

    /// `GET` that only Open Telekom Cloud has.
    pub(crate) async fn elsewhere(&self) -> Result<ResponseValue<Jobs>, Error<Problem>> {
        listed(self.call(&ELSEWHERE).send().await?)
    }

    /// A request by a builder, with an argument of every place.
    pub(crate) fn move_jobs(&self) -> MoveJobs<'_> {
        let options = self.options.clone();
        MoveJobs {
            client: self,
            task: None,
            ids: None,
            filter: None,
            subject: None,
            body: None,
            allowed: Vec::new(),
            options,
        }
    }
}

fn listed(response: Response) -> Result<ResponseValue<Jobs>, Error<Problem>> {
    match response.status().as_u16() {
        200 => ResponseValue::from_response(response),
        _ => Err(Error::UnexpectedResponse(response)),
    }
}

struct Stop<'a> {
    client: &'a Client,
    task: Option<String>,
    allowed: Vec<String>,
    options: CallOptions,
}

huaweicloud_core::arguments! {
    Stop of STOP {
        task: path "task_id" => required(),
    }
}

/// A request builder as it is generated, without its setters.
pub(crate) struct MoveJobs<'a> {
    client: &'a Client,
    pub(crate) task: Option<String>,
    pub(crate) ids: Option<Vec<String>>,
    pub(crate) filter: Option<Secret>,
    pub(crate) subject: Option<Secret>,
    pub(crate) body: Option<Jobs>,
    pub(crate) allowed: Vec<String>,
    options: CallOptions,
}

huaweicloud_core::arguments! {
    MoveJobs of MOVE_JOBS {
        task: path "task_id" => required().max_length(8),
        ids: query "ids" => required().max_items(2),
        filter: query "filter",
        subject: header "X-Subject-Token" => required().max_length(8),
        body: json "body" => required(),
    }
}

impl MoveJobs<'_> {
    pub(crate) const SUBJECT: ResponseHeader<Secret> = ResponseHeader::new("X-Subject-Token");
    pub(crate) const COUNT: ResponseHeader<i64> = ResponseHeader::new("X-Count");

    /// The same with every argument, as documented.
    pub(crate) fn filled(mut self) -> Self {
        self.task = Some("t".to_owned());
        self.ids = Some(vec!["i".to_owned()]);
        self.subject = Some("s".into());
        self.body = Some(Jobs { jobs: Some(vec!["j".to_owned()]), ..Jobs::default() });
        self
    }

    pub(crate) async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
        let response = self.call()?.send().await?;
        match response.status().as_u16() {
            200 => Ok(ResponseValue::empty(response)),
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }

    pub(crate) async fn dry_run(self) -> Result<SignedRequest, Error<()>> {
        Ok(self.call()?.dry_run().await?)
    }
}
