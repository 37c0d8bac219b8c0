//! Huawei Cloud and Open Telekom Cloud: dcs
