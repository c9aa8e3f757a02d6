# Without this, Terraform removes the tags by which Keywright knows its keys, buckets and trails.
provider "aws" {
  region = "us-east-1"

  ignore_tags {
    key_prefixes = ["keywright:"]
  }
}
