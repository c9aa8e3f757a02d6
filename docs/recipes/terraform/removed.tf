# Terraform forgets these resources and keeps them in AWS. Needs Terraform 1.7 or OpenTofu 1.7.
# Delete the `resource` blocks in the same change. After the apply, delete this file too.

removed {
  from = aws_kms_key.orders
  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_kms_alias.orders
  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_s3_bucket_server_side_encryption_configuration.orders
  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_s3_bucket_policy.orders
  lifecycle {
    destroy = false
  }
}
