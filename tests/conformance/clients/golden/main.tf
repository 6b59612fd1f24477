terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

data "aws_ami" "base" {
  owners      = ["amazon"]
  most_recent = true

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}

data "aws_vpc" "default" {
  default = true
}

resource "aws_security_group" "builder" {
  name   = "builder"
  vpc_id = data.aws_vpc.default.id

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_instance" "builder" {
  ami                    = data.aws_ami.base.id
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.builder.id]
  tags                   = { Name = "builder" }
}

resource "aws_ami_from_instance" "golden" {
  name               = "golden"
  source_instance_id = aws_instance.builder.id
  tags               = { Stage = "golden" }
}

resource "aws_ami_copy" "copy" {
  count             = 20
  name              = "golden-${count.index}"
  source_ami_id     = aws_ami_from_instance.golden.id
  source_ami_region = "us-east-1"
}

resource "aws_launch_template" "golden" {
  name          = "golden"
  image_id      = aws_ami_from_instance.golden.id
  instance_type = "t3.micro"
}

output "image" {
  value = aws_ami_from_instance.golden.id
}
