terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "accounts" {
  type    = set(string)
  default = ["111122223333", "444455556666"]
}

# A public image is deprecated after two years at most, so the plan of one without a time of its own
# is never empty, on AWS neither.
variable "deprecation_time" {
  type = string
}

resource "aws_ec2_image_block_public_access" "off" {
  state = "unblocked"
}

resource "aws_ebs_volume" "base" {
  availability_zone = "us-east-1a"
  size              = 1
}

resource "aws_ebs_snapshot" "base" {
  volume_id = aws_ebs_volume.base.id
}

resource "aws_ami" "shared" {
  name                = "shared"
  virtualization_type = "hvm"
  root_device_name    = "/dev/xvda"
  ena_support         = true
  deprecation_time    = var.deprecation_time

  ebs_block_device {
    device_name = "/dev/xvda"
    snapshot_id = aws_ebs_snapshot.base.id
  }
}

resource "aws_ami_launch_permission" "account" {
  for_each   = var.accounts
  image_id   = aws_ami.shared.id
  account_id = each.key
}

resource "aws_ami_launch_permission" "everyone" {
  depends_on = [aws_ec2_image_block_public_access.off]
  image_id   = aws_ami.shared.id
  group      = "all"
}

resource "aws_ami_launch_permission" "organization" {
  image_id         = aws_ami.shared.id
  organization_arn = "arn:aws:organizations::999988887777:organization/o-abcdefghij"
}

resource "aws_snapshot_create_volume_permission" "account" {
  snapshot_id = aws_ebs_snapshot.base.id
  account_id  = "111122223333"
}

data "aws_ami" "found" {
  depends_on = [aws_ami.shared]
  owners     = ["self"]

  filter {
    name   = "name"
    values = ["share?"]
  }
}

output "image" {
  value = data.aws_ami.found.id
}
