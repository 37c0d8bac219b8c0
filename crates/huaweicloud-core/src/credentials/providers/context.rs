//! What a context knows of IAM.

use std::time::SystemTime;

use reqwest::header::HeaderMap;

use super::iam::endpoint;
use crate::Cloud;
use crate::credentials::{Credentials, CredentialsError, ProviderContext, Sensitive};

impl ProviderContext {
    /// The address of IAM, such as `https://iam.eu-de.otc.t-systems.com`, with or without `/v3` at its end. It wins
    /// over `HUAWEICLOUD_SDK_IAM_ENDPOINT` and `OS_AUTH_URL`, and those win over the address that the region has.
    #[must_use]
    pub fn with_iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into().into());
        self
    }

    /// The address of IAM, without a slash at its end and without `/v3`. `provider` is whom an error names.
    ///
    /// # Errors
    ///
    /// The address that was given is no base URL, or none was given and cloud or region are not known.
    pub fn iam_endpoint(&self, provider: &'static str) -> Result<String, CredentialsError> {
        endpoint::iam(self, self.iam_endpoint.as_ref().map(Sensitive::expose))
            .map_err(|problem| CredentialsError::misconfigured(provider, problem))
    }

    /// The same, to ask about credentials: where nothing was said, it is the IAM that they belong to.
    pub(super) fn iam_endpoint_of(
        &self,
        credentials: &Credentials,
        provider: &'static str,
    ) -> Result<String, CredentialsError> {
        let endpoint = self.iam_endpoint.as_ref().or(credentials.iam_endpoint()).map(Sensitive::expose);
        endpoint::iam(self, endpoint).map_err(|problem| CredentialsError::misconfigured(provider, problem))
    }

    /// Takes over the time that an answer tells; whether it is another one than that of the request.
    pub(super) fn correct_clock(&self, headers: &HeaderMap, sent_at: SystemTime) -> bool {
        self.clock.correct(headers, sent_at)
    }

    /// The same with what a profile says of the places, where nothing was said before.
    pub(super) fn or(mut self, cloud: Option<Cloud>, region: Option<&str>, iam_endpoint: Option<&str>) -> Self {
        self.cloud = self.cloud.or(cloud);
        self.region = self.region.or_else(|| region.map(str::to_owned));
        self.iam_endpoint = self.iam_endpoint.or_else(|| iam_endpoint.map(Sensitive::from));
        self
    }
}
