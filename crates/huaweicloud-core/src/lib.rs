//! Huawei Cloud and Open Telekom Cloud: core
