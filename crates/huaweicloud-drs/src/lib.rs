//! Huawei Cloud and Open Telekom Cloud: drs
